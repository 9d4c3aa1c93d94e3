package io.scaler4j.examples.demo;

/**
 * What a client got.
 *
 * @param number of the request, from 0
 * @param sent when, in seconds of the run
 * @param took seconds until the whole answer was there
 * @param status of HTTP; 0 without an answer
 */
record Answer(int number, double sent, double took, int status) {

    boolean isGood() {
        return status == 200;
    }

    double ended() {
        return sent + took;
    }
}
