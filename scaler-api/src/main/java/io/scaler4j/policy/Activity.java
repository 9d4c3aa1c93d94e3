package io.scaler4j.policy;

import java.util.List;

/** Whether the target has work, as far as its triggers can tell. */
enum Activity {
    ACTIVE,
    INACTIVE,
    /** Nothing is active among what could be read, and something could not be read. */
    UNKNOWN;

    static Activity of(List<Proposal> proposals) {
        boolean unknown = proposals.isEmpty();
        boolean anyTakesPart = false;
        for (Proposal proposal : proposals) {
            if (proposal.isActive()) {
                return ACTIVE;
            }
            if (proposal.takesPartInActivation()) {
                anyTakesPart = true;
                unknown |= !proposal.allowsShrinking();
            }
        }
        if (unknown) {
            return UNKNOWN;
        }
        return anyTakesPart ? INACTIVE : ACTIVE;
    }
}
