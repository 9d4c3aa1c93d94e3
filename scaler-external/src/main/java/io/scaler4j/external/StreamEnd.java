package io.scaler4j.external;

import io.grpc.Status;

/**
 * What follows from the end of a stream.
 *
 * @param stops whether it is not opened again
 * @param resetsDelay whether it is opened again after the shortest delay: the server did well until then
 */
record StreamEnd(boolean stops, boolean resetsDelay) {

    /**
     * @param optional whether servers may lack the call
     * @param messages how many messages had arrived
     * @param end {@link Status.Code#OK} for a stream that the server completed
     */
    static StreamEnd of(boolean optional, long messages, Status.Code end) {
        return optional && end == Status.Code.UNIMPLEMENTED
                ? new StreamEnd(true, false)
                : new StreamEnd(false, end == Status.Code.OK || messages > 0);
    }
}
