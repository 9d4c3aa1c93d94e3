package io.scaler4j.cli;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.manifest.Manifest;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The one autoscaler that most commands are about. */
final class PolicyFile {

    @Mixin
    private final ManifestInput input = new ManifestInput();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A file or folder with a ScaledObject or an HPA, or - for standard input.")
    private String file = "";

    @Mixin
    private final ObjectName name = new ObjectName();

    ScaledObjects read(Terminal terminal) {
        return input.read(terminal, List.of(file));
    }

    /** @throws io.scaler4j.config.InvalidConfigurationException if there is not one, or it is wrong */
    AutoscalerSpec spec(Terminal terminal) {
        return spec(read(terminal));
    }

    /** One that can be opened. */
    AutoscalerSpec strictSpec(Terminal terminal) {
        return spec(input.strict().read(terminal, List.of(file)));
    }

    AutoscalerSpec spec(ScaledObjects read) {
        return name.spec(read);
    }

    /** The object alone, which may be of a version that makes no specification. */
    Manifest object(ScaledObjects read) {
        List<Manifest> found = read.objects().stream().filter(name::isThatOf).toList();
        if (found.size() != 1) {
            throw new NotRunException(
                    file + ": there must be one ScaledObject or HorizontalPodAutoscaler" + name + ", there are "
                            + found.size()
                            + "; name one of several with --name",
                    null);
        }
        return found.get(0);
    }

    boolean isStandardInput() {
        return file.equals(ManifestInput.STANDARD_INPUT);
    }
}
