import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records what the classes of a folder reach by reflection, and who reaches them so, for the metadata of GraalVM. A JVM
 * that runs tests or a program connects as a debuggee; the places where the JDK looks up members, types, proxies and
 * resources are breakpoints.
 *
 * <pre>
 * java releasing/RecordReflection.java 5005 scaler-kafka/target/classes
 * mvn -pl scaler-kafka surefire:test "-Dmaven.surefire.debug=-agentlib:jdwp=transport=dt_socket,server=n,address=localhost:5005"
 * </pre>
 *
 * Prints a line for each new access: what is done to what, and the first caller outside of the JDK. Stands for no
 * native image: it sees the accesses of what ran, and not what an image would make of them.
 */
public final class RecordReflection {

    /** The methods of the JDK that look something up. The first argument, or the class itself, is what is looked up. */
    private static final Map<String, Set<String>> LOOKUPS = Map.of(
            "java.lang.Class",
            Set.of(
                    "privateGetDeclaredMethods",
                    "privateGetDeclaredConstructors",
                    "privateGetDeclaredFields",
                    "getRecordComponents",
                    "forName",
                    "getResource",
                    "getResourceAsStream"),
            "java.lang.ClassLoader",
            Set.of("getResource", "getResources", "getResourceAsStream"),
            "java.lang.reflect.Proxy",
            Set.of("newProxyInstance"),
            "java.util.ServiceLoader",
            Set.of("load"));

    private static final Set<String> JDK = Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final VirtualMachine vm;
    private final Set<String> recorded;
    private final Set<String> lines = new HashSet<>();

    private RecordReflection(VirtualMachine vm, Set<String> recorded) {
        this.vm = vm;
        this.recorded = recorded;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("record: a port and a folder of classes are needed");
            System.exit(2);
        }
        var recorder = new RecordReflection(accept(args[0]), classesOf(Path.of(args[1])));
        recorder.run();
    }

    private static VirtualMachine accept(String port) throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.name().endsWith("SocketListen"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this JDK listens to no debuggee; take one with jdk.jdi"));
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("port").setValue(port);
        arguments.get("localAddress").setValue("localhost");
        connector.startListening(arguments);
        try {
            return connector.accept(arguments);
        } finally {
            connector.stopListening(arguments);
        }
    }

    private static Set<String> classesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceAll("\\.class$", "").replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private void run() throws Exception {
        while (true) {
            EventSet events = vm.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof VMStartEvent) {
                    LOOKUPS.keySet().forEach(this::watch);
                } else if (event instanceof ClassPrepareEvent loaded) {
                    watch(loaded.referenceType());
                } else if (event instanceof BreakpointEvent hit) {
                    record(hit.thread());
                } else if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
                    return;
                }
            }
            events.resume();
        }
    }

    /** Now, or when it is loaded. */
    private void watch(String type) {
        List<ReferenceType> loaded = vm.classesByName(type);
        loaded.forEach(this::watch);
        if (loaded.isEmpty()) {
            ClassPrepareRequest request = vm.eventRequestManager().createClassPrepareRequest();
            request.addClassFilter(type);
            request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            request.enable();
        }
    }

    private void watch(ReferenceType type) {
        Set<String> methods = LOOKUPS.getOrDefault(type.name(), Set.of());
        for (Method method : type.methods()) {
            if (methods.contains(method.name()) && !method.isNative() && !method.isAbstract()) {
                BreakpointRequest request = vm.eventRequestManager().createBreakpointRequest(method.location());
                request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                request.enable();
            }
        }
    }

    private void record(ThreadReference thread) throws IncompatibleThreadStateException {
        String subject = subjectOf(thread.frame(0));
        String method = thread.frame(0).location().method().name();
        String direct = callerOf(thread, type -> !LOOKUPS.containsKey(type));
        if (recorded.contains(subject) || recorded.contains(direct.replaceAll("#.*", ""))) {
            String caller = callerOf(thread, type -> JDK.stream().noneMatch(type::startsWith));
            String line = method + " " + subject + " by " + caller;
            if (lines.add(line)) {
                System.out.println(line);
            }
        }
    }

    /** The first method on the way up whose type is as wanted. */
    private static String callerOf(ThreadReference thread, Predicate<String> wanted)
            throws IncompatibleThreadStateException {
        for (int i = 0; i < thread.frameCount(); i++) {
            StackFrame frame = thread.frame(i);
            if (wanted.test(typeOf(frame))) {
                return typeOf(frame) + "#" + frame.location().method().name();
            }
        }
        return "the JDK";
    }

    private static String typeOf(StackFrame frame) {
        return frame.location().declaringType().name();
    }

    private static String subjectOf(StackFrame frame) {
        String self = frame.thisObject() instanceof ClassObjectReference type
                ? type.reflectedType().name()
                : "";
        String arguments = frame.getArgumentValues().stream()
                .map(RecordReflection::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return (self + " " + arguments).strip();
    }

    private static String text(Value value) {
        if (value instanceof StringReference string) {
            return string.value();
        }
        if (value instanceof ClassObjectReference type) {
            return type.reflectedType().name();
        }
        if (value instanceof ArrayReference array) {
            return array.getValues().stream().map(RecordReflection::text).collect(Collectors.joining(" "));
        }
        return "";
    }
}
