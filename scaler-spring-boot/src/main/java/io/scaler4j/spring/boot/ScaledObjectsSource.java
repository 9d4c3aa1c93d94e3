package io.scaler4j.spring.boot;

import io.scaler4j.config.Problems;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.ScaledObjectsReader;
import io.scaler4j.scaledobject.SecretSource;
import io.scaler4j.spi.ScalerCatalog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The autoscalers of {@code scaler4j.scaled-objects}: files with ScaledObjects and HPAs. */
final class ScaledObjectsSource implements CandidateSource {

    private static final String PLACE = ScalerProperties.PREFIX + ".scaled-objects";

    private final List<String> locations;
    private final ResourcePatternResolver resources;
    private final ScalerCatalog catalog;
    private final List<SecretSource> secrets;
    private final Map<String, String> environment;

    ScaledObjectsSource(
            List<String> locations,
            ResourcePatternResolver resources,
            ScalerCatalog catalog,
            List<SecretSource> secrets,
            Map<String, String> environment) {
        this.locations = locations;
        this.resources = resources;
        this.catalog = catalog;
        this.secrets = secrets;
        this.environment = environment;
    }

    @Override
    public List<Candidate> read(Problems problems) {
        if (locations.isEmpty()) {
            return List.of();
        }
        ScaledObjectsReader reader = ScaledObjects.reader().catalog(catalog).strict();
        secrets.forEach(reader::secrets);
        reader.environment(environment);
        var place = new SentenceCollector(problems, PLACE);
        if (!addAll(reader, place)) {
            return List.of();
        }
        return place.attempt(() -> reader.read(List.of()).specs()).orElse(List.of()).stream()
                .map(spec -> new Candidate(PLACE + " (" + spec.name() + ")", spec, targets(spec), false))
                .toList();
    }

    private static List<String> targets(AutoscalerSpec spec) {
        return Stream.concat(Stream.of(spec.name()), spec.targetRef().stream().map(ref -> ref.name()))
                .distinct()
                .toList();
    }

    private boolean addAll(ScaledObjectsReader reader, SentenceCollector problems) {
        boolean all = true;
        for (String location : locations) {
            try {
                List<Resource> found = existing(location);
                for (Resource file : found) {
                    reader.text(nameOf(file), file.getContentAsString(StandardCharsets.UTF_8));
                }
                all &= problems.check(
                        !found.isEmpty(),
                        "\"" + location + "\" finds no file; give a location such as classpath:scaling/*.yaml");
            } catch (IOException e) {
                problems.add("\"" + location + "\" cannot be read: " + e.getMessage());
                all = false;
            }
        }
        return all;
    }

    /** A location without a pattern is returned whether it exists or not; a pattern may have no folder. */
    private List<Resource> existing(String location) throws IOException {
        try {
            return Stream.of(resources.getResources(location))
                    .filter(Resource::isReadable)
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static String nameOf(Resource file) {
        String name = file.getFilename();
        return name == null ? file.getDescription() : name;
    }
}
