import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Checks a folder in the layout of a Maven repository by the rules that Maven Central has for what is published there,
 * and by ours: each jar has an SBOM, and the modules of a BOM are there. Prints every problem, and ends with status 1
 * if there is one, and 2 without a folder.
 *
 * <pre>java releasing/CheckBundle.java FOLDER [--unsigned]</pre>
 */
public final class CheckBundle {

    /** What Central wants of a POM, as XPath without namespaces. */
    private static final List<String> REQUIRED = List.of(
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private final Path root;
    private final boolean isSigned;
    private final List<String> problems = new ArrayList<>();

    private CheckBundle(Path root, boolean isSigned) {
        this.root = root;
        this.isSigned = isSigned;
    }

    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args);
        boolean isSigned = !options.contains("--unsigned");
        List<String> folders =
                options.stream().filter(option -> !option.startsWith("--")).toList();
        if (folders.size() != 1
                || options.size() != (isSigned ? 1 : 2)
                || !Files.isDirectory(Path.of(folders.get(0)))) {
            System.err.println("bundle: one folder is needed, and nothing else but --unsigned, was " + options);
            System.exit(2);
        }
        var check = new CheckBundle(Path.of(folders.get(0)), isSigned);
        int projects = check.run();
        check.problems.forEach(problem -> System.err.println("bundle: " + problem));
        if (!check.problems.isEmpty()) {
            System.exit(1);
        }
        System.out.println("bundle: " + projects + " projects are complete"
                + (check.isSigned ? "" : ", but for their signatures"));
    }

    private int run() throws Exception {
        List<Path> files = files();
        List<Path> poms =
                files.stream().filter(file -> file.toString().endsWith(".pom")).toList();
        if (poms.isEmpty()) {
            problems.add(root + " has no POM; give the folder of a repository");
        }
        for (Path pom : poms) {
            checkProject(pom);
        }
        for (Path file : files) {
            checkFile(file);
        }
        return poms.size();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void checkProject(Path pom) throws Exception {
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        for (String element : REQUIRED) {
            if (text(xml, element).isBlank()) {
                problems.add(root.relativize(pom) + " has no " + element + "; add it to the POM");
            }
        }
        String version = text(xml, "version");
        if (version.endsWith("-SNAPSHOT")) {
            problems.add(root.relativize(pom) + " has version " + version + "; a release has no snapshot");
        }
        checkPlace(pom, xml);
        checkDependencies(pom, xml);
        checkManaged(xml);
        if (!text(xml, "packaging").equals("pom")) {
            for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
                require(besides(pom, end));
            }
        }
    }

    private static Path besides(Path pom, String end) {
        return Path.of(pom.toString().replaceAll("\\.pom$", end));
    }

    private void checkPlace(Path pom, Document xml) throws XPathExpressionException {
        Path place = placeOf(xml.getDocumentElement());
        if (!place.equals(pom)) {
            problems.add(root.relativize(pom) + " belongs to " + root.relativize(place));
        }
    }

    /** Where the POM of a project, or of a dependency, belongs. */
    private Path placeOf(Node project) throws XPathExpressionException {
        String artifact = child(project, "artifactId");
        String version =
                child(project, "version").replace("${project.version}", text(project.getOwnerDocument(), "version"));
        return root.resolve(child(project, "groupId").replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom");
    }

    private static String child(Node element, String name) throws XPathExpressionException {
        return XPATH.evaluate("*[local-name()='" + name + "']", element);
    }

    private void checkDependencies(Path pom, Document xml) throws XPathExpressionException {
        String snapshots = XPATH.evaluate(
                "count(//*[local-name()='dependency']/*[local-name()='version'][contains(., 'SNAPSHOT')])", xml);
        if (!snapshots.equals("0")) {
            problems.add(root.relativize(pom) + " depends on " + snapshots + " snapshots; depend on releases");
        }
        String open = XPATH.evaluate("count(/*/*[local-name()='dependencies']/*[not(*[local-name()='version'])])", xml);
        if (!open.equals("0")) {
            problems.add(root.relativize(pom) + " has " + open + " dependencies without a version; flatten it");
        }
        String unset = XPATH.evaluate("count(//text()[contains(., '${') and not(contains(., '${project.'))])", xml);
        if (!unset.equals("0")) {
            problems.add(root.relativize(pom) + " has " + unset + " properties that nobody sets; flatten it");
        }
    }

    /** What a BOM manages is published with it. */
    private void checkManaged(Document xml) throws XPathExpressionException {
        var managed = (NodeList) XPATH.evaluate(
                "/*/*[local-name()='dependencyManagement']/*/*[*[local-name()='groupId']='" + text(xml, "groupId")
                        + "']",
                xml,
                XPathConstants.NODESET);
        for (int i = 0; i < managed.getLength(); i++) {
            require(placeOf(managed.item(i)));
        }
    }

    private void checkFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith("maven-metadata")) {
            problems.add(root.relativize(file) + " is the repository's own; leave it out");
        } else if (name.endsWith(".asc")) {
            requireText(file, "-----BEGIN PGP SIGNATURE-----");
        } else if (!name.matches(".*\\.(md5|sha1|sha256|sha512)")) {
            checkSum(file, "md5", "MD5");
            checkSum(file, "sha1", "SHA-1");
            if (isSigned) {
                require(sibling(file, "asc"));
            }
        }
    }

    private void checkSum(Path file, String end, String algorithm) throws IOException {
        Path sum = sibling(file, end);
        if (require(sum) && !Files.readString(sum).strip().equals(digest(file, algorithm))) {
            problems.add(root.relativize(sum) + " is not the " + algorithm + " of its file");
        }
    }

    private void requireText(Path file, String beginning) throws IOException {
        if (!Files.readString(file).startsWith(beginning)) {
            problems.add(root.relativize(file) + " is no signature in ASCII");
        }
    }

    private boolean require(Path file) {
        boolean exists = Files.isRegularFile(file);
        if (!exists) {
            problems.add(root.relativize(file) + " is missing");
        }
        return exists;
    }

    private static Path sibling(Path file, String end) {
        return file.resolveSibling(file.getFileName() + "." + end);
    }

    private static String text(Document xml, String path) throws XPathExpressionException {
        String everyNamespace =
                "/*[local-name()='project']/*[local-name()='" + path.replace("/", "']/*[local-name()='") + "']";
        return XPATH.evaluate(everyNamespace, xml);
    }

    private static String digest(Path file, String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5 and SHA-1", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
