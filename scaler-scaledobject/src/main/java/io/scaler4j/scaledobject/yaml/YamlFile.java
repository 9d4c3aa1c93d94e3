package io.scaler4j.scaledobject.yaml;

import java.util.List;

/**
 * What one file holds.
 *
 * @param documents that could be read, in their order, without empty ones; unmodifiable
 * @param problems of the others; a document with a problem is not among the documents; unmodifiable
 */
public record YamlFile(List<Node> documents, List<YamlProblem> problems) {

    /**
     * Copies the lists.
     *
     * @param documents not null
     * @param problems not null
     */
    public YamlFile {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }
}
