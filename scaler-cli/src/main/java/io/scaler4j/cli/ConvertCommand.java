package io.scaler4j.cli;

import io.scaler4j.scaledobject.HpaEquivalent;
import io.scaler4j.scaledobject.HpaUpgrade;
import io.scaler4j.scaledobject.JavaWriter;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code convert}: the same autoscaler in another form. */
@Command(
        name = "convert",
        description = "Writes an object in another form: a ScaledObject as an HPA, if that loses nothing; an HPA of an"
                + " old version as autoscaling/v2; a ScaledObject as Java. What would be lost is said, and ends with"
                + " status 1.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j convert orders.yaml --to hpa",
            "  scaler4j convert hpa-v2beta1.yaml --to hpa > hpa.yaml",
            "  scaler4j convert orders.yaml --to java > OrdersAutoscaler.java"
        })
final class ConvertCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final PolicyFile file = new PolicyFile();

    @Option(names = "--to", required = true, paramLabel = "FORM", description = "hpa (autoscaling/v2) or java.")
    private String to = "";

    @Option(names = "--lossy", description = "Writes the HPA also where something is lost.")
    private boolean lossy;

    @Override
    public Integer call() {
        Choice.check("--to", to, "hpa", "java");
        ScaledObjects read = file.read(cli.terminal());
        Manifest object = file.object(read);
        if (object instanceof ScaledObject keda) {
            return to.equals("hpa") ? toHpa(keda, read) : toJava(keda, read);
        }
        if (to.equals("java")) {
            throw new MisuseException("--to java needs a ScaledObject, but " + object.name() + " is a " + object.kind()
                    + "; --to hpa writes it as autoscaling/v2");
        }
        cli.terminal().out().print(HpaUpgrade.write(object));
        return ExitStatus.FINE;
    }

    private int toJava(ScaledObject object, ScaledObjects read) {
        cli.terminal().out().print(JavaWriter.write(object, file.spec(read)));
        return ExitStatus.FINE;
    }

    private int toHpa(ScaledObject object, ScaledObjects read) {
        HpaEquivalent hpa = HpaEquivalent.of(object, file.spec(read));
        List<String> losses = hpa.losses();
        losses.forEach(loss -> cli.terminal().err().println("lost: " + loss));
        if (losses.isEmpty() || lossy) {
            cli.terminal().out().print(hpa.write());
            return ExitStatus.FINE;
        }
        cli.terminal().err().println("nothing is written, because that would be lost; --lossy writes it all the same");
        return ExitStatus.FOUND;
    }
}
