package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlReader;

/**
 * A file that was read.
 *
 * @param name as positions have it
 * @param text as it is
 * @param yaml what it holds
 */
record ManifestFile(String name, String text, YamlFile yaml) {

    static ManifestFile of(String text, String name) {
        return new ManifestFile(name, text, YamlReader.read(text, name));
    }

    /** The text may hold secrets. */
    @Override
    public String toString() {
        return name;
    }
}
