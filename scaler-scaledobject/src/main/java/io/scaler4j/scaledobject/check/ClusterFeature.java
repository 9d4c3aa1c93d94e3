package io.scaler4j.scaledobject.check;

/** A feature gate of Kubernetes that some fields need. Every feature counts as on unless a reader is told otherwise. */
public enum ClusterFeature {
    /** {@code HPAScaleToZero}: an HPA may have a minimum of 0. On by default from Kubernetes 1.37. */
    HPA_SCALE_TO_ZERO("HPAScaleToZero"),
    /** {@code HPAConfigurableTolerance}: {@code behavior} may have a tolerance. Always on from Kubernetes 1.37. */
    HPA_CONFIGURABLE_TOLERANCE("HPAConfigurableTolerance");

    private final String gate;

    ClusterFeature(String gate) {
        this.gate = gate;
    }

    /** {@return the name of the gate in Kubernetes, such as {@code HPAScaleToZero}} */
    public String gate() {
        return gate;
    }
}
