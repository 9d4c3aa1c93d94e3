package io.scaler4j.redis;

import java.util.List;

/** Counts the keys of a query; usually in one round, in three where a key turns out to be no list. */
final class LengthInquiry implements Inquiry<Lengths> {

    private final KeyCount[] counts;

    LengthInquiry(LengthQuery query, ServerMemory memory) {
        counts = new KeyCount[query.keys().size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new KeyCount(query.keys().get(i), memory);
        }
    }

    @Override
    public void ask(List<Command> commands) {
        for (KeyCount count : counts) {
            if (!count.isDone()) {
                commands.add(count.command());
            }
        }
    }

    @Override
    public void take(List<Reply> replies, int from) {
        int next = from;
        for (KeyCount count : counts) {
            if (!count.isDone()) {
                count.take(replies.get(next++));
            }
        }
    }

    @Override
    public boolean isDone() {
        for (KeyCount count : counts) {
            if (!count.isDone()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Lengths answer() {
        var lengths = new Lengths.Length[counts.length];
        for (int i = 0; i < counts.length; i++) {
            lengths[i] = counts[i].length();
        }
        return new Lengths(List.of(lengths));
    }
}
