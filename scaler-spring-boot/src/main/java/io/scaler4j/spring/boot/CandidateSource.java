package io.scaler4j.spring.boot;

import io.scaler4j.config.Problems;
import java.util.List;

/** A place where autoscalers are configured. */
interface CandidateSource {

    /** Returns the autoscalers that are right; what is wrong with others goes to the problems. */
    List<Candidate> read(Problems problems);
}
