package io.scaler4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.scaledobject.yaml.YamlWriter;

/** Any bytes are read or refused with sentences, and what is read can be written and read again. */
class YamlFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void isReadOrRefused(byte[] bytes) {
        YamlFile file = YamlReader.read(bytes, "f");
        for (YamlProblem problem : file.problems()) {
            assertThat(problem.position().file()).isEqualTo("f");
            assertThat(problem.sentence()).isNotBlank();
        }
        for (Node node : file.documents()) {
            String yaml = YamlWriter.write(node);
            YamlFile again = YamlReader.read(yaml, "f");
            assertThat(again.problems()).as(yaml).isEmpty();
            assertThat(again.documents()).as(yaml).containsExactly(node);
        }
    }
}
