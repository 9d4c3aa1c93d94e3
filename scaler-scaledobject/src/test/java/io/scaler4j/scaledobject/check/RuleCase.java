package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in which a rule finds something, with a mark in front of the place, and its neighbours: texts that differ in
 * one part, with the finding and without it.
 */
final class RuleCase {

    private static final String MARK = "►";

    /** A text that differs in one part. */
    record Neighbour(String rule, String text, String difference) {

        @Override
        public String toString() {
            return rule + " with " + difference;
        }
    }

    private final String rule;
    private final String marked;
    private final List<Neighbour> fine = new ArrayList<>();
    private final List<Neighbour> found = new ArrayList<>();

    private RuleCase(String rule, String marked) {
        this.rule = rule;
        this.marked = marked;
        assertThat(marked).as(rule).containsOnlyOnce(MARK);
    }

    static RuleCase of(String rule, String marked) {
        return new RuleCase(rule, marked);
    }

    /** Of a ScaledObject, with lines below {@code spec}. */
    static RuleCase scaledObject(String rule, String spec) {
        return new RuleCase(rule, "kind: ScaledObject\nmetadata: {name: a}\nspec:\n" + spec.indent(2));
    }

    /** Of a ScaledObject, with triggers. */
    static RuleCase triggers(String rule, String triggers) {
        return scaledObject(rule, "maxReplicaCount: 50\ntriggers:\n" + triggers);
    }

    /** Of a ScaledJob, with lines below {@code spec}. */
    static RuleCase scaledJob(String rule, String spec) {
        return new RuleCase(rule, "kind: ScaledJob\nmetadata: {name: a}\nspec:\n" + spec.indent(2));
    }

    /** Of an HPA, with lines below {@code spec}. */
    static RuleCase hpa(String rule, String spec) {
        return new RuleCase(rule, "kind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n" + spec.indent(2));
    }

    /** A neighbour for which the rule says nothing. */
    RuleCase not(String from, String to) {
        fine.add(neighbour(from, to));
        return this;
    }

    /** A neighbour for which the rule says something, too. */
    RuleCase also(String from, String to) {
        found.add(neighbour(from, to));
        return this;
    }

    private Neighbour neighbour(String from, String to) {
        assertThat(text()).as(rule).contains(from);
        return new Neighbour(rule, text().replace(from, to), "\"" + to + "\" in place of \"" + from + "\"");
    }

    String rule() {
        return rule;
    }

    List<Neighbour> fine() {
        return fine;
    }

    List<Neighbour> found() {
        return found;
    }

    String text() {
        return marked.replace(MARK, "");
    }

    /** Line and column of the mark. */
    String place() {
        String before = marked.substring(0, marked.indexOf(MARK));
        return line(before) + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    private static int line(String before) {
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
    }

    /** With a comment behind the line of the mark. */
    String withCommentBehind(String comment) {
        int end = marked.indexOf('\n', marked.indexOf(MARK));
        return (marked.substring(0, end) + " # " + comment + marked.substring(end)).replace(MARK, "");
    }

    /** With a comment on a line of its own above the mark. */
    String withCommentAbove(String comment) {
        int start = marked.lastIndexOf('\n', marked.indexOf(MARK)) + 1;
        return (marked.substring(0, start) + "    # " + comment + "\n" + marked.substring(start)).replace(MARK, "");
    }

    /** With an annotation of the object with the mark. */
    String withAnnotation(String annotation) {
        int separator = marked.lastIndexOf("---\n", marked.indexOf(MARK));
        String before = marked.substring(0, Math.max(0, separator));
        String object = marked.substring(Math.max(0, separator)).replace(MARK, "");
        String annotated = object.contains("annotations: {")
                ? object.replaceFirst("annotations: \\{", "annotations: {" + annotation + ", ")
                : object.replaceFirst("metadata: \\{", "metadata: {annotations: {" + annotation + "}, ");
        assertThat(annotated).isNotEqualTo(object);
        return before.replace(MARK, "") + annotated;
    }

    @Override
    public String toString() {
        return rule + " at " + place();
    }
}
