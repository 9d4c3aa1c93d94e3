package io.scaler4j.redis;

import java.util.List;
import java.util.stream.Stream;

/** Counts several keys side by side, each as if it were alone. */
final class LengthsQueryRun implements QueryRun<Lengths> {

    private final List<LengthQueryRun> counts;

    LengthsQueryRun(List<LengthQueryRun> counts) {
        this.counts = counts;
    }

    @Override
    public void ask(List<Command> commands) {
        open().forEach(count -> count.ask(commands));
    }

    @Override
    public void take(List<Reply> replies, int from) {
        int next = from;
        for (LengthQueryRun count : open().toList()) {
            count.take(replies, next++);
        }
    }

    @Override
    public boolean isDone() {
        return open().findAny().isEmpty();
    }

    @Override
    public Lengths answer() {
        return new Lengths(counts.stream().map(LengthQueryRun::answer).toList());
    }

    private Stream<LengthQueryRun> open() {
        return counts.stream().filter(count -> !count.isDone());
    }
}
