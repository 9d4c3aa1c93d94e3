package io.scaler4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the site and checks its links. Prints every problem, and ends with status 1 if there is one.
 *
 * <pre>Main REPOSITORY JAVADOC OUTPUT</pre>
 */
public final class Main {

    private Main() {}

    /**
     * Makes the site.
     *
     * @param args the folder of the repository, the folder of the Javadoc, and the folder that the site goes to
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("site: three folders are needed: the repository, its Javadoc, and where the site goes");
            System.exit(2);
        }
        Path output = Path.of(args[2]);
        copy(Path.of(args[1]), output.resolve(Site.API));
        int pages = new Site(Path.of(args[0]), TypeIndex.of(output.resolve(Site.API))).writeTo(output);
        var links = LinkCheck.of(output);
        links.problems().forEach(problem -> System.err.println("site: " + problem));
        if (!links.problems().isEmpty()) {
            System.exit(1);
        }
        System.out.printf(
                "site: %d pages, %d pages of Javadoc, %d links within the site are alive, %d lead elsewhere%n",
                pages, links.pages() - pages, links.inside(), links.outside());
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
