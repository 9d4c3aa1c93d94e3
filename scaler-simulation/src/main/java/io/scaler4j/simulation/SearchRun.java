package io.scaler4j.simulation;

import io.scaler4j.simulation.SearchResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One search. Used once. */
final class SearchRun {

    private static final int PARTS = 5;
    private static final int SEARCHED = 3;
    private static final int CHOSEN_ON = 4;
    private static final int BATCH = 16;
    private static final int FINALISTS = 8;
    /** Batches that bring nothing new, before a search is over. */
    private static final int MOST_QUIET = 8;

    private static final int FEW_TURNS = 200;

    private final PolicySearch search;
    private final SearchSpace space;
    private final SearchTrial trial;
    private final SplittableRandom random;
    private final Duration searchedUntil;
    private final Duration chosenUntil;
    private final Map<List<Integer>, Tried> tried = new LinkedHashMap<>();

    /** A candidate with its outcome on the part that is searched. */
    private record Tried(List<Integer> choice, SearchTrial.Ended ended) {

        Outcome outcome() {
            return ended.outcome();
        }

        int[] array() {
            return choice.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    SearchRun(PolicySearch search) {
        this.search = search;
        space = new SearchSpace(search.spec, search.objective.needsWorkload());
        trial = new SearchTrial(search.spec, search.traffic, search.objective, search.prepared);
        random = new SplittableRandom(search.seed);
        searchedUntil = part(SEARCHED);
        chosenUntil = part(CHOSEN_ON);
    }

    /** Cut between two turns. */
    private Duration part(int of) {
        long turns = search.length.dividedBy(search.spec.interval()) * of / PARTS;
        return search.spec.interval().multipliedBy(Math.max(1, turns));
    }

    SearchResult run() {
        ExecutorService threads = Executors.newFixedThreadPool(search.threads, task -> {
            var thread = new Thread(task, "scaler4j-search");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return run(threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private SearchResult run(ExecutorService threads) {
        Tried before = tryAll(List.of(space.current()), threads).get(0);
        int atRandom = search.candidates / 2;
        for (int repeated = 0; tried.size() < atRandom && repeated < MOST_QUIET; ) {
            int known = tried.size();
            tryAll(some(this::anywhere), threads);
            repeated = tried.size() == known ? repeated + 1 : 0;
            search.progress.accept((double) tried.size() / search.candidates);
        }
        for (int quiet = 0; tried.size() < search.candidates && quiet < MOST_QUIET; quiet++) {
            Tried from = best();
            tryAll(some(() -> near(from)), threads);
            quiet = best().choice().equals(from.choice()) ? quiet : -1;
            search.progress.accept(Math.min(1, (double) tried.size() / search.candidates));
        }
        return result(before, simplified(chosen(before), threads), threads);
    }

    // ---- candidates

    private interface Source {
        int[] next();
    }

    private static List<int[]> some(Source source) {
        var all = new ArrayList<int[]>();
        for (int i = 0; i < BATCH; i++) {
            all.add(source.next());
        }
        return all;
    }

    /** Half of the dimensions stay as they are, so that simple changes are tried, too. */
    private int[] anywhere() {
        int[] choice = space.current();
        for (int i = 0; i < choice.length; i++) {
            if (random.nextBoolean()) {
                choice[i] = random.nextInt(space.dimensions().get(i).options().size());
            }
        }
        return choice;
    }

    private int[] near(Tried best) {
        int[] choice = best.array();
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int dimension = random.nextInt(choice.length);
            int options = space.dimensions().get(dimension).options().size();
            int step = 1 + random.nextInt(3);
            int next = choice[dimension] + (random.nextBoolean() ? step : -step);
            choice[dimension] = Math.max(0, Math.min(options - 1, next));
        }
        return choice;
    }

    /** Results in the order of the choices, whatever thread was first. */
    private List<Tried> tryAll(List<int[]> choices, ExecutorService threads) {
        var running = new LinkedHashMap<List<Integer>, CompletableFuture<SearchTrial.Ended>>();
        for (int[] choice : choices) {
            List<Integer> key = Arrays.stream(choice).boxed().toList();
            if (!tried.containsKey(key) && !running.containsKey(key)) {
                running.put(
                        key,
                        CompletableFuture.supplyAsync(
                                () -> trial.run(space, choice, Duration.ZERO, searchedUntil, null), threads));
            }
        }
        running.forEach((key, ended) -> tried.put(key, new Tried(key, Joined.of(ended))));
        return choices.stream()
                .map(choice -> Objects.requireNonNull(
                        tried.get(Arrays.stream(choice).boxed().toList())))
                .toList();
    }

    // ---- choosing

    /** What meets the objective at the least cost; failing that, what misses it least. Then what changes least. */
    private Comparator<Tried> order() {
        return Comparator.<Tried, Boolean>comparing(
                        candidate -> !candidate.outcome().met())
                .thenComparing(candidate -> candidate.outcome().met()
                        ? candidate.outcome().replicaHours()
                        : candidate.outcome().measured())
                .thenComparing(candidate -> candidate.outcome().replicaHours())
                .thenComparing(candidate -> candidate.outcome().measured())
                .thenComparing(candidate -> changed(candidate.array()));
    }

    private int changed(int[] choice) {
        int[] current = space.current();
        int changed = 0;
        for (int i = 0; i < choice.length; i++) {
            changed += choice[i] == current[i] ? 0 : 1;
        }
        return changed;
    }

    private Tried best() {
        return tried.values().stream().min(order()).orElseThrow();
    }

    /**
     * The first of the best that is no worse than the present policy on traffic on which none was searched: it meets
     * the objective there, and costs no more if the present policy meets it, too.
     */
    private Tried chosen(Tried before) {
        Outcome present =
                next(before, searchedUntil, chosenUntil, before.ended()).outcome();
        return tried.values().stream()
                .sorted(order())
                .limit(FINALISTS)
                .filter(candidate -> candidate.outcome().met())
                .filter(candidate -> {
                    Outcome then = next(candidate, searchedUntil, chosenUntil, candidate.ended())
                            .outcome();
                    return then.met() && (!present.met() || then.replicaHours() <= present.replicaHours());
                })
                .findFirst()
                .orElse(before.outcome().met() ? before : best());
    }

    private SearchTrial.Ended next(Tried candidate, Duration from, Duration to, SearchTrial.Ended ended) {
        return trial.run(space, candidate.array(), from, to, ended);
    }

    /** Without differences that buy nothing. */
    private Tried simplified(Tried chosen, ExecutorService threads) {
        Tried simple = chosen;
        for (int i = 0; i < space.dimensions().size(); i++) {
            int[] choice = simple.array();
            if (choice[i] != space.current()[i]) {
                choice[i] = space.current()[i];
                Tried without = tryAll(List.of(choice), threads).get(0);
                boolean asGood = without.outcome().met() == simple.outcome().met()
                        && without.outcome().replicaHours() <= simple.outcome().replicaHours()
                        && (without.outcome().met()
                                || without.outcome().measured()
                                        <= simple.outcome().measured());
                simple = asGood ? without : simple;
            }
        }
        return simple;
    }

    // ---- the result

    private SearchResult result(Tried before, Tried after, ExecutorService threads) {
        var heldBack = new SearchResult.Pair(heldBack(before), heldBack(after));
        return new SearchResult(
                space.policy(after.array()),
                space.metrics(after.array()),
                changes(after, threads),
                new SearchResult.Pair(before.outcome(), after.outcome()),
                heldBack,
                front(),
                tried.size(),
                notes(after, heldBack));
    }

    private Outcome heldBack(Tried candidate) {
        SearchTrial.Ended chosen = next(candidate, searchedUntil, chosenUntil, candidate.ended());
        return next(candidate, chosenUntil, search.length, chosen).outcome();
    }

    private List<SearchResult.Change> changes(Tried after, ExecutorService threads) {
        int[] current = space.current();
        var changes = new ArrayList<SearchResult.Change>();
        for (int i = 0; i < current.length; i++) {
            int[] choice = after.array();
            if (choice[i] != current[i]) {
                String to = space.text(i, choice[i]);
                choice[i] = current[i];
                changes.add(new SearchResult.Change(
                        space.dimensions().get(i).name(),
                        space.text(i, current[i]),
                        to,
                        tryAll(List.of(choice), threads).get(0).outcome()));
            }
        }
        return changes;
    }

    private List<SearchResult.Candidate> front() {
        List<Tried> byCost = tried.values().stream()
                .sorted(Comparator.<Tried>comparingDouble(each -> each.outcome().replicaHours())
                        .thenComparingDouble(each -> each.outcome().measured())
                        .thenComparingInt(each -> changed(each.array())))
                .toList();
        var front = new ArrayList<SearchResult.Candidate>();
        double least = Double.POSITIVE_INFINITY;
        for (Tried candidate : byCost) {
            if (candidate.outcome().measured() < least) {
                least = candidate.outcome().measured();
                front.add(new SearchResult.Candidate(differences(candidate.array()), candidate.outcome()));
            }
        }
        return front;
    }

    private Map<String, String> differences(int[] choice) {
        int[] current = space.current();
        var differences = new LinkedHashMap<String, String>();
        for (int i = 0; i < choice.length; i++) {
            if (choice[i] != current[i]) {
                differences.put(space.dimensions().get(i).name(), space.text(i, choice[i]));
            }
        }
        return differences;
    }

    private List<String> notes(Tried after, SearchResult.Pair heldBack) {
        var notes = new ArrayList<String>();
        long turns = search.length.dividedBy(search.spec.interval());
        if (turns < FEW_TURNS) {
            notes.add("the traffic is short: " + turns + " turns in all, of which a fifth is held back; give "
                    + FEW_TURNS + " turns or more, better several days");
        }
        int[] choice = after.array();
        for (int i = 0; i < choice.length; i++) {
            if (space.dimensions().get(i).isAtBound(choice[i])) {
                notes.add(space.dimensions().get(i).name() + " is at the bound of the search, "
                        + space.text(i, choice[i]) + "; what lies beyond was not tried");
            }
        }
        if (!after.outcome().met()) {
            notes.add("no policy that was tried meets the objective; the one shown misses it least");
        } else if (!heldBack.after().met()) {
            notes.add("the objective is missed on the part that was held back"
                    + (heldBack.before().met() ? ", where the present policy meets it: keep that" : ""));
        } else if (heldBack.before().met()
                && heldBack.after().replicaHours() > heldBack.before().replicaHours()) {
            notes.add("on the part that was held back the tuned policy costs more than the present one, which meets the"
                    + " objective there, too: give longer traffic");
        }
        return notes;
    }
}
