package io.arapaima.nanny.plugin;

import io.arapaima.check.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;

/**
 * One plugin jar in use. It has a PF4J manager of its own, so that a new version can be tried while the old one still
 * works, and so that two jars can never disturb each other. It runs from a private copy, so that overwriting the jar in
 * place does not pull the code from under a running probe.
 */
final class LoadedPlugin implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Path copy;
    private final boolean ours;
    private final DefaultPluginManager manager;
    private final String id;
    private final Conduct conduct = new Conduct();
    private final List<OfferedCheck> checks = new ArrayList<>();

    /** Loads the copy; takes it over, also when it fails. */
    LoadedPlugin(Path copy) throws PluginRefused {
        this(copy, true);
    }

    /** Loads a file that stays where it is. */
    static LoadedPlugin inPlace(Path file) throws PluginRefused {
        return new LoadedPlugin(file, false);
    }

    private LoadedPlugin(Path copy, boolean ours) throws PluginRefused {
        this.copy = copy;
        this.ours = ours;
        this.manager = new OnePlugin(copy);
        try {
            requirePlugin(copy);
            id = Objects.requireNonNullElse(manager.loadPlugin(copy), "");
            start();
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            close();
            throw new PluginRefused(sentence(e));
        } catch (PluginRefused e) {
            close();
            throw e;
        }
    }

    /** PF4J with the loader of this engine. */
    private static final class OnePlugin extends DefaultPluginManager {
        OnePlugin(Path copy) {
            super(copy.toAbsolutePath().getParent());
        }

        @Override
        protected org.pf4j.PluginLoader createPluginLoader() {
            return new JarPluginLoader(this) {
                @Override
                public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                    try {
                        return new PluginLoader(pluginManager, descriptor, path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }

    /** Asked before PF4J is, which would fill the journal with traces and say less. */
    private static void requirePlugin(Path copy) throws PluginRefused {
        try (var jar = new JarFile(copy.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue("Plugin-Id") == null
                    || manifest.getMainAttributes().getValue("Plugin-Version") == null) {
                throw new PluginRefused("its manifest has no Plugin-Id and Plugin-Version, so it is no plugin");
            }
            ApiVersion.require(manifest.getMainAttributes().getValue("Plugin-Requires"), Check.API_VERSION);
        } catch (IOException e) {
            throw new PluginRefused("it is no whole jar (" + e.getMessage() + ")");
        }
    }

    private void start() throws PluginRefused {
        if (manager.startPlugin(id) != PluginState.STARTED) {
            Throwable why = manager.getPlugin(id).getFailedException();
            throw new PluginRefused("it does not start: " + (why == null ? "unknown reason" : sentence(why)));
        }
        Set<String> names = manager.getExtensionClassNames(id);
        for (String name : names) {
            try {
                Class<?> type = loader().loadClass(name);
                if (Check.class.isAssignableFrom(type)) {
                    checks.add(OfferedCheck.of((Check) type.getDeclaredConstructor().newInstance(), conduct,
                            version()));
                }
            } catch (ReflectiveOperationException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                throw new PluginRefused("its class " + name + " cannot be created: " + sentence(cause));
            }
        }
        requireNamesOfTheirOwn();
        if (checks.isEmpty()) {
            throw new PluginRefused("it offers no check (META-INF/extensions.idx names " + names
                    + "); build it with PF4J's annotation processor and without a copy of check-api");
        }
    }

    /** Of two checks of one name none is better than the other, so neither is used. */
    private void requireNamesOfTheirOwn() throws PluginRefused {
        Map<String, Class<?>> classes = new HashMap<>();
        for (OfferedCheck each : checks) {
            Class<?> other = classes.put(each.name(), each.check().getClass());
            if (other != null) {
                throw new PluginRefused("two of its classes, " + other.getName() + " and "
                        + each.check().getClass().getName() + ", are checks named " + each.name()
                        + "; give one of them another name, or build the jar without it");
            }
        }
    }

    private static String sentence(Throwable error) {
        if (error.getMessage() == null && error.getCause() != null) {
            return sentence(error.getCause());
        }
        String text = error.getMessage() == null ? "" : ": " + error.getMessage();
        return error instanceof PluginRuntimeException && !text.isEmpty()
                ? text.substring(2)
                : error.getClass().getSimpleName() + text;
    }

    List<OfferedCheck> checks() {
        return List.copyOf(checks);
    }

    String version() {
        return manager.getPlugin(id).getDescriptor().getVersion();
    }

    Conduct conduct() {
        return conduct;
    }

    ClassLoader loader() {
        return manager.getPluginClassLoader(id);
    }

    /** Counts the platform threads that this plugin has started and not ended. */
    void countThreads() {
        ClassLoader loader = loader();
        conduct.keepsThreads((int) platformThreads().filter(t -> loader.equals(t.getContextClassLoader())).count());
    }

    private static Stream<Thread> platformThreads() {
        ThreadGroup root = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
        while (root.getParent() != null) {
            root = root.getParent();
        }
        // Not exact while threads come and go, but never short by more than what came just now.
        Thread[] threads = new Thread[root.activeCount() + Conduct.MAX_THREADS];
        return Arrays.stream(threads, 0, root.enumerate(threads));
    }

    /** {@return whether it runs from a copy of its own, and not from the file in the plugins folder} */
    boolean isCopy() {
        return ours;
    }

    /** {@return the file it runs from} */
    Path copy() {
        return copy;
    }

    /** Unloads it; what still runs of it will fail. */
    @Override
    public void close() {
        conduct.retire();
        try {
            manager.unloadPlugins();
            if (ours) {
                Files.deleteIfExists(copy);
            }
        } catch (RuntimeException | LinkageError | IOException e) {
            LOG.log(Level.WARNING, "while unloading {0}: {1}", copy.getFileName(), e.toString());
        }
    }
}
