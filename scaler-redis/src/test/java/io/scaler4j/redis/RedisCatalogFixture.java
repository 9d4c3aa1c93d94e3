package io.scaler4j.redis;

import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Triggers from the catalog, and what is wrong with their options. */
abstract class RedisCatalogFixture {

    ScalerCatalog catalog;
    private Traces before;

    @BeforeEach
    void loadCatalog() {
        before = Traces.now();
        catalog = ScalerCatalog.load();
    }

    @AfterEach
    void nothingIsLeft() {
        catalog.close();
        before.assertNothingIsLeft();
    }

    static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    static Object key(Map<String, String> metadata, Map<String, String> secrets) {
        var spec = TriggerSpec.builder("redis-cluster")
                .metadata(metadata)
                .authentication(secrets)
                .build();
        var given = OptionReader.of(spec, new RedisScalerProvider.ClusterLength().options());
        return ConnectionOptions.read(given, Topology.CLUSTER).settings(given).key();
    }
}
