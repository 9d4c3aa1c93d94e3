package io.scaler4j.external;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every scaler promises to the loop. */
class ExternalScalerContractTest {

    private static final String NOWHERE = "127.0.0.1:1";

    private static FakeServer server;

    @BeforeAll
    static void open() {
        server = FakeServer.open();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Nested
    class Polling extends ScalerContract {

        @Override
        protected Scaler working() {
            return ExternalScaler.builder().address(server.address()).build();
        }

        @Override
        protected Optional<Scaler> unreachable() {
            return Optional.of(ExternalScaler.builder().address(NOWHERE).build());
        }

        @Override
        protected String source() {
            return NOWHERE;
        }
    }

    @Nested
    class Pushing extends ScalerContract {

        @Override
        protected Scaler working() {
            return ExternalScaler.builder().address(server.address()).push().build();
        }

        @Override
        protected Optional<Scaler> unreachable() {
            return Optional.of(ExternalScaler.builder().address(NOWHERE).push().build());
        }

        @Override
        protected String source() {
            return NOWHERE;
        }
    }
}
