package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.List;

/** Counts the keys of a query; usually in one round, in three where a key turns out to be no list. */
final class LengthInquiry implements Inquiry<Lengths> {

    private final List<KeyCount> counts;
    private List<KeyCount> asking = List.of();

    LengthInquiry(LengthQuery query, ServerMemory memory) {
        counts = new ArrayList<>(query.keys().size());
        query.keys().forEach(key -> counts.add(new KeyCount(key, memory)));
    }

    @Override
    public List<Command> begin() {
        asking = counts;
        return commands();
    }

    @Override
    public List<Command> then(List<Reply> replies) {
        List<KeyCount> more = new ArrayList<>();
        for (int i = 0; i < asking.size(); i++) {
            KeyCount count = asking.get(i);
            count.take(replies.get(i));
            if (!count.isDone()) {
                more.add(count);
            }
        }
        asking = more;
        return commands();
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>(asking.size());
        asking.forEach(count -> commands.add(count.command()));
        return commands;
    }

    @Override
    public Lengths answer() {
        List<Lengths.Length> lengths = new ArrayList<>(counts.size());
        counts.forEach(count -> lengths.add(count.length()));
        return new Lengths(lengths);
    }

    /** The commands that found the lengths. */
    List<Command> lastCommands() {
        return counts.stream().map(KeyCount::command).toList();
    }
}
