package io.scaler4j.scaledobject.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** Says what the engine means, for people who wrote a manifest. */
final class EngineProblems {

    private EngineProblems() {}

    /** The place of a tab that the engine refuses although something other than indentation stands before it, or -1. */
    static int tabAt(Chunk chunk, MarkedYamlEngineException e) {
        if (e.getProblemMark().isEmpty()) {
            return -1;
        }
        Mark mark = e.getProblemMark().get();
        if (mark.getIndex() > chunk.text().length()) {
            return -1;
        }
        int at = chunk.text().offsetByCodePoints(0, mark.getIndex());
        if (at >= chunk.text().length() || chunk.text().charAt(at) != '\t') {
            return -1;
        }
        int start = chunk.startOf(mark.getLine());
        String before = chunk.text().substring(Math.min(start, at), at).strip();
        boolean indentation = before.chars().allMatch(c -> " \t-?:\uFEFF".indexOf(c) >= 0);
        return indentation ? -1 : at;
    }

    static void explain(Chunk chunk, RuntimeException e, Problems problems) {
        if (e instanceof ReaderException) {
            Characters.refused(chunk, problems);
        } else if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            Mark at = marked.getProblemMark().get();
            explain(
                    chunk,
                    marked.getContextMark().orElse(at),
                    at,
                    marked.getContext() + ": " + marked.getProblem(),
                    problems);
        } else if (e instanceof NumberFormatException) {
            problems.add(chunk.at(0), "an escape in double quotes names no character; correct it");
        } else {
            problems.add(
                    chunk.at(0),
                    "the document cannot be read; correct its indentation and its directives (lines that begin with %)");
        }
    }

    private static void explain(Chunk chunk, Mark context, Mark at, String problem, Problems problems) {
        for (int line : new int[] {at.getLine(), at.getLine() - 1, context.getLine()}) {
            @Nullable Position template = line < 0 ? null : Templates.in(chunk, line);
            if (template != null) {
                problems.add(template, Templates.SENTENCE);
                return;
            }
        }
        for (int line = at.getLine(); line >= Math.max(0, at.getLine() - 3); line--) {
            int tab = tabInIndentation(chunk, line, line < at.getLine() - 1);
            if (tab >= 0) {
                problems.add(chunk.at(tab), Spans.SENTENCE);
                return;
            }
        }
        if (Grammar.isColonInBrackets(at)) {
            problems.add(position(chunk, at), Grammar.COLON);
            return;
        }
        if (problem.contains("found character '-' that cannot")) {
            problems.add(position(chunk, at), "a lone - stands within brackets; put it in quotes");
            return;
        }
        if (problem.contains("could not find expected ':'")) {
            problems.add(
                    position(chunk, context),
                    "a line is no key with a value; write key: value, with a space behind the colon");
            return;
        }
        problems.add(position(chunk, at), sentence(problem) + begun(chunk, context, at));
    }

    private static String begun(Chunk chunk, Mark context, Mark at) {
        return context.getIndex() == at.getIndex()
                ? ""
                : " (the part that begins at " + Entries.place(position(chunk, context)) + ")";
    }

    private static Position position(Chunk chunk, Mark mark) {
        return chunk.at(mark.getLine(), mark.getColumn());
    }

    /** The first tab of a line's indentation, or -1. */
    private static int tabInIndentation(Chunk chunk, int line, boolean emptyLinesAlone) {
        int start = chunk.startOf(line);
        int end = start;
        while (end < chunk.text().length() && " \t".indexOf(chunk.text().charAt(end)) >= 0) {
            end++;
        }
        int tab = chunk.text().substring(start, end).indexOf('\t');
        return tab < 0 || (emptyLinesAlone && end != chunk.endOf(start)) ? -1 : start + tab;
    }

    private static String sentence(String problem) {
        if (problem.contains("mapping values are not allowed here")) {
            return "a colon with a space stands where no key can be; put a value that has one in quotes, or correct the"
                    + " indentation";
        }
        if (problem.contains("sequence entries are not allowed here") || problem.contains("expected <block end>")) {
            return "the indentation does not fit the lines before; indent the entries of a mapping or a list equally";
        }
        if (problem.contains("cannot start any token")) {
            return "no value begins with this character; put the value in quotes";
        }
        if (problem.contains("expected ',' or")) {
            return "a bracket is not closed, or a comma is missing; correct the list or the mapping in brackets";
        }
        if (problem.contains("unexpected end of stream") || problem.contains("unexpected document separator")) {
            return "a quote is not closed; close it";
        }
        if (problem.contains("escape")) {
            return "an escape in double quotes names no character; correct it, write \\\\ for \\, or use single quotes";
        }
        if (problem.contains("<document start>") || problem.contains("<document end>")) {
            return "a document ends or a directive stands here, and kubectl takes neither between documents; separate"
                    + " documents by lines --- and remove directives (lines that begin with %)";
        }
        if (problem.contains("chomping") || problem.contains("comment or a line break")) {
            return "behind | or > stand only +, -, a digit from 1 to 9, or a comment; correct the line";
        }
        if (problem.contains("leading empty lines")) {
            return "an empty line at the beginning of a block has more spaces than the text; remove these spaces";
        }
        if (problem.contains("while scanning an a")) {
            return DocumentReader.ANCHOR;
        }
        if (problem.contains("tag")) {
            return "a tag, which begins with !, cannot be read; remove it, or put the value in quotes";
        }
        return "the text is no YAML here; correct it, or put the value in quotes";
    }
}
