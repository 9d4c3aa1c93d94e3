package io.scaler4j.simulation;

import io.scaler4j.policy.Control;

/** What an operator asks for, for a time. */
record Controlled(Segment when, Control control) {}
