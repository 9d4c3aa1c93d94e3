package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.List;

/** Counts the keys of a query; usually in one round, in three where a key turns out to be no list. */
final class LengthInquiry implements Inquiry<Lengths> {

    private final List<KeyCount> counts;
    private List<KeyCount> asking = List.of();

    LengthInquiry(LengthQuery query, ServerMemory memory) {
        counts = query.keys().stream().map(key -> new KeyCount(key, memory)).toList();
    }

    @Override
    public List<Command> begin() {
        asking = counts;
        return commands();
    }

    @Override
    public List<Command> then(List<Reply> replies) {
        for (int i = 0; i < asking.size(); i++) {
            asking.get(i).take(replies.get(i));
        }
        asking = asking.stream().filter(count -> !count.isDone()).toList();
        return commands();
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>(asking.size());
        asking.forEach(count -> commands.add(count.command()));
        return commands;
    }

    @Override
    public Lengths answer() {
        return new Lengths(counts.stream().map(KeyCount::length).toList());
    }

    /** The commands that found the lengths. */
    List<Command> lastCommands() {
        return counts.stream().map(KeyCount::command).toList();
    }
}
