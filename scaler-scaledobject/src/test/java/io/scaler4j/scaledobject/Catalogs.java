package io.scaler4j.scaledobject;

import io.scaler4j.spi.ScalerCatalog;

/** Sources for tests that read many texts. */
final class Catalogs {

    static final ScalerCatalog ALL = ScalerCatalog.load();

    private Catalogs() {}
}
