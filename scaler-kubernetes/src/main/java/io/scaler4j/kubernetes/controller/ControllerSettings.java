package io.scaler4j.kubernetes.controller;

import io.fabric8.kubernetes.client.Config;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.spi.ScalerCatalog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What a controller was told.
 *
 * @param namespace of the objects; empty for all
 * @param selector of labels; empty for all objects
 * @param ownNamespace of Leases and ConfigMaps
 * @param name how the names of Leases and ConfigMaps begin
 * @param identity of this process
 * @param syncPeriod the interval of targets that are not scaled to zero
 * @param resync the pause between two looks at everything
 * @param observers of all autoscalers
 * @param saving the pause before states are saved for which nobody waits
 * @param ownsCatalog whether the controller closes it
 */
record ControllerSettings(
        Config config,
        String namespace,
        String selector,
        String ownNamespace,
        String name,
        String identity,
        int shards,
        LeaseTiming timing,
        Duration syncPeriod,
        Duration resync,
        Duration saving,
        List<AutoscalerObserver> observers,
        InstantSource time,
        ScalerCatalog catalog,
        boolean ownsCatalog) {

    void closeCatalog() {
        if (ownsCatalog) {
            catalog.close();
        }
    }
}
