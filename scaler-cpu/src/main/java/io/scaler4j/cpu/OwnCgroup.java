package io.scaler4j.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the control group that this process is in, from what {@code /proc/self} tells: {@code cgroup} says which group,
 * {@code mountinfo} where the trees are. In a container that sees only its own part of a tree, the group is the root of
 * what it sees.
 */
final class OwnCgroup {

    private static final String COUNTING = "cpuacct";
    private static final String LIMITING = "cpu";

    private final List<Mount> mounts;
    private final List<String> groups;

    /** A tree: what of it is seen, where, and as what. */
    private record Mount(String root, Path folder, String type, List<String> options) {}

    private OwnCgroup(Path proc) throws IOException {
        mounts = Files.readAllLines(proc.resolve("mountinfo")).stream()
                .flatMap(line -> mount(line).stream())
                .toList();
        groups = Files.readAllLines(proc.resolve("cgroup"));
    }

    /** @throws IOException if there is no such group, as outside of Linux */
    static Cgroup find(Path proc) throws IOException {
        var own = new OwnCgroup(proc);
        Optional<Path> counting = own.version1(COUNTING);
        if (counting.isPresent()) {
            return new Cgroup.V1(counting.get(), own.version1(LIMITING).orElse(counting.get()));
        }
        return Cgroup.in(own.version2()
                .orElseThrow(() -> new IOException("no tree of control groups with processor time is mounted")));
    }

    private Optional<Path> version1(String controller) {
        return mounts.stream()
                .filter(mount ->
                        mount.type().equals("cgroup") && mount.options().contains(controller))
                .findFirst()
                .flatMap(mount -> groupOf(controller).map(group -> folder(mount, group)));
    }

    private Optional<Path> version2() {
        return mounts.stream()
                .filter(mount -> mount.type().equals("cgroup2"))
                .findFirst()
                .flatMap(mount -> groupOf("").map(group -> folder(mount, group)));
    }

    /** Lines such as {@code 4:cpu,cpuacct:/group}; version 2 names no controllers. */
    private Optional<String> groupOf(String controller) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2])
                .findFirst();
    }

    private static Path folder(Mount mount, String group) {
        String below =
                group.startsWith(mount.root()) ? group.substring(mount.root().length()) : "";
        Path folder = mount.folder().resolve(below.replaceFirst("^/+", ""));
        return Files.isDirectory(folder) ? folder : mount.folder();
    }

    /** Such as {@code 30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate}. */
    private static Optional<Mount> mount(String line) {
        String[] halves = line.split(" - ", 2);
        String[] where = halves[0].split(" ", -1);
        String[] what = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
        return where.length < 5 || what.length < 3
                ? Optional.empty()
                : Optional.of(new Mount(
                        where[3].equals("/") ? "" : where[3],
                        Path.of(where[4]),
                        what[0],
                        Arrays.asList(what[2].split(","))));
    }
}
