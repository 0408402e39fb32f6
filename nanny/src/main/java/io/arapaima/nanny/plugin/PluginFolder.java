package io.arapaima.nanny.plugin;

import io.arapaima.ipc.reason.PluginAlarm;
import io.arapaima.check.FailureWords;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plugins folders: jars that are dropped into them, replaced in them or removed from them are picked up at the next
 * look. It looks instead of being told, because not every file system tells. A jar that cannot be used is a trouble with
 * its name and a cure, never more; if a version of it was loaded before, that one stays in use.
 */
public final class PluginFolder implements AutoCloseable {
    /** A stat of a handful of files; a new plugin is in use after two looks. */
    static final Duration LOOK = Duration.ofSeconds(1);
    /** More jars than this in a plugins folder is a wrong folder. */
    static final int MAX_PLUGINS = 200;
    /** Creating a check opens nothing and asks nobody. */
    static final Duration LOAD_LIMIT = Duration.ofSeconds(10);
    /** So long may probes of a replaced plugin go on. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    /** Loading all plugins anew takes a second or two of one core, and as long again each to see what that gave back. */
    static final Duration BETWEEN_RELIEFS = Duration.ofSeconds(30);
    /** What ordinary probes hold at a time is far less. */
    private static final long MUCH = Runtime.getRuntime().maxMemory() / 5;

    /** Of the site's own plugins; it need not exist. */
    static final Path SITE = Path.of("/etc/arapaima/plugins");

    private static final System.Logger LOG = System.getLogger("nanny");

    private final List<Path> folders;
    private final PluginCopies copies;
    private final Troubles troubles;
    private final Consumer<Offer> listener;
    /** Names of the checks of each file that was loaded in this look. */
    private final TreeMap<String, List<String>> loaded = new TreeMap<>();
    private final Thread looker = EssentialThread.platform("plugins").unstarted(this::lookAgainAndAgain);
    private final Quarantine quarantine;
    private volatile Map<Path, PluginFile> files = new LinkedHashMap<>();
    private Set<String> doubles = Set.of();
    private final Set<Path> unreadable = new HashSet<>();

    /** Without a quarantine. */
    public PluginFolder(List<Path> folders, Path copies, Troubles troubles, Consumer<Offer> listener) {
        this(folders, copies, troubles, listener, new Quarantine(Optional.empty(), Instant.EPOCH));
    }

    /** The listener is told at each change which checks there are, on this folder's thread. */
    public PluginFolder(List<Path> folders, Path copies, Troubles troubles, Consumer<Offer> listener,
            Quarantine quarantine) {
        this.quarantine = quarantine;
        this.folders = List.copyOf(folders);
        this.copies = new PluginCopies(copies, troubles);
        this.troubles = troubles;
        this.listener = listener;
    }

    /** {@return the files whose probes have just found no memory left; asked without waiting for anybody} */
    public List<Path> exhausters() {
        long now = System.nanoTime();
        return files.values().stream().filter(file -> {
            LoadedPlugin plugin = file.plugin;
            return plugin != null && plugin.conduct().exhausted(now);
        }).map(file -> file.path).toList();
    }

    /** {@return the files of these plugins; asked without waiting for anybody} */
    public List<Path> paths(Set<Conduct> plugins) {
        return files.values().stream().filter(file -> {
            LoadedPlugin plugin = file.plugin;
            return plugin != null && plugins.contains(plugin.conduct());
        }).map(file -> file.path).toList();
    }

    /** Loads what is there, and begins to look for changes. */
    public void start() {
        copies.clear();
        look(/* atOnce= */ true);
        looker.start();
    }

    private void lookAgainAndAgain() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                look(/* atOnce= */ false);
                if (Memory.full()) {
                    relieve();
                    TimeUnit.NANOSECONDS.sleep(BETWEEN_RELIEFS.toNanos());
                }
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    private synchronized void look(boolean atOnce) {
        Map<Path, PluginFile> now = new LinkedHashMap<>();
        folders.forEach(folder -> jars(folder).forEach(
                path -> now.put(path, files.getOrDefault(path, new PluginFile(path)))));
        List<LoadedPlugin> leaving = new ArrayList<>();
        files.values().stream().filter(file -> !now.containsKey(file.path)).forEach(file -> {
            troubles.over(subject(file));
            troubles.over(conduct(file));
            leave(file, leaving);
        });
        boolean changed = !leaving.isEmpty();
        files = now;
        for (PluginFile file : files.values()) {
            changed |= !unreadable.contains(file.path.getParent()) && refresh(file, atOnce, leaving);
            changed |= goneBack(file, leaving);
            if (file.plugin != null) {
                watch(file, file.plugin);
            }
        }
        if (changed || atOnce) {
            listener.accept(offer());
        }
        Offer.words(loaded).ifPresent(words -> LOG.log(Level.INFO, "{0}", words));
        loaded.clear();
        leaving.forEach(plugin -> Thread.ofPlatform().name("retire").daemon().start(() -> retire(plugin)));
    }

    /** A new version whose probes go on beyond their deadline gives way to the version before. */
    private boolean goneBack(PluginFile file, List<LoadedPlugin> leaving) {
        Optional<PluginFile.Before> before = file.wantedBack(Instant.now());
        LoadedPlugin bad = file.plugin;
        if (before.isEmpty() || bad == null) {
            return false;
        }
        String why = before.get().insteadOf(bad);
        try {
            LoadedPlugin old = load(before.get().copy());
            leave(file, leaving);
            file.wentBack(old, why, Instant.now());
            troubles.over(conduct(file));
            troubles.raise(subject(file), subject(file),
                    new PluginAlarm.PluginTakenBack(file.path.toString(), why));
            return true;
        } catch (IOException | PluginRefused e) {
            LOG.log(Level.WARNING, "cannot go back to the version before: {0}", e.toString());
            return false;
        }
    }

    /** A plugin that is not started any more has a trouble of its own; that of its check may have begun with other words. */
    private void watch(PluginFile file, LoadedPlugin plugin) {
        plugin.countThreads();
        String objection = plugin.conduct().objection(System.nanoTime());
        if (objection.isEmpty()) {
            troubles.over(conduct(file));
        } else {
            troubles.raise(conduct(file), conduct(file), new PluginAlarm.PluginConfined(objection));
        }
    }

    /**
     * The heap stays full: some plugin keeps what its probes leave behind. Each is loaded anew, one after the other, until
     * memory comes free; checks keep no state, so it harms none, and it names the one that kept it.
     */
    private synchronized void relieve() throws InterruptedException {
        LOG.log(Level.WARNING, "memory is short; plugins are loaded anew, one after the other, to find who keeps it");
        for (PluginFile file : files.values()) {
            if (Memory.collected() < MUCH) {
                return;
            }
            var old = new AtomicReference<@Nullable LoadedPlugin>();
            if (renewed(file, old)) {
                long kept = Relief.kept(old, MUCH);
                if (kept > 0) {
                    troubles.raise(subject(file), "memory", new PluginAlarm.PluginKeptMemory(file.path.toString(),
                            kept / 1_000_000));
                    return;
                }
            }
        }
    }

    /** Loads a plugin anew, and hands over the one that was in use until now and is no more. */
    private boolean renewed(PluginFile file, AtomicReference<@Nullable LoadedPlugin> replaced) {
        LoadedPlugin old = file.plugin;
        if (old == null || file.wentBack()) {
            return false;
        }
        try {
            LoadedPlugin fresh = load(file.path);
            fresh.conduct().sentence(old.conduct().sentence());
            file.loaded(fresh, Instant.now());
        } catch (IOException | PluginRefused e) {
            return false; // What is in the file now was refused before, and the trouble stands.
        }
        listener.accept(offer());
        old.conduct().retire();
        replaced.set(old);
        return true;
    }

    /** Answers a question about the plugins; may take long when a plugin is being loaded. */
    public synchronized Message.Plugins answer(Message.PluginsQuery question) {
        if (question.look()) {
            quarantine.forget();
            files.values().forEach(PluginFile::release);
            look(/* atOnce= */ true);
        }
        Map<String, Path> owners = new HashMap<>();
        files.values().forEach(file -> file.checks().forEach(check -> owners.putIfAbsent(check.name(), file.path)));
        return new Message.Plugins(question.id(),
                files.values().stream().flatMap(file -> file.report(owners).stream()).toList());
    }

    private static void leave(PluginFile file, List<LoadedPlugin> leaving) {
        if (file.plugin != null) {
            leaving.add(file.plugin);
            LOG.log(Level.INFO, "plugin {0} leaves", file.path.getFileName());
        }
    }

    private boolean refresh(PluginFile file, boolean atOnce, List<LoadedPlugin> leaving) {
        try {
            if (!file.due(atOnce) && !file.brokenDown(Instant.now())) {
                return false;
            }
            LoadedPlugin fresh = load(file.path);
            fresh.conduct().sentence(quarantine.sentence(file.path, Instant.now()));
            file.keepBefore(copies.folder());
            leave(file, leaving);
            file.loaded(fresh, Instant.now());
            loaded.put(String.valueOf(file.path.getFileName()),
                    fresh.checks().stream().map(OfferedCheck::name).toList());
            troubles.over(subject(file));
            return true;
        } catch (IOException e) {
            // Nothing against the plugin: a disk or a file system failed, and may be back at the next look.
            file.again();
            troubles.raise(subject(file), subject(file), new PluginAlarm.PluginUnreadable(file.path.toString(),
                    e.toString(), file.plugin != null, LOOK.toSeconds()));
            return false;
        } catch (PluginRefused e) {
            file.refused(String.valueOf(e.getMessage()), Instant.now());
            troubles.raise(subject(file), subject(file), new PluginAlarm.PluginUnusable(file.path.toString(),
                    String.valueOf(e.getMessage()), file.plugin != null));
            return false;
        }
    }

    /** On a thread that can be left alone: a plugin may block or never return while it is created. */
    private LoadedPlugin load(Path path) throws IOException, PluginRefused {
        Path copy = copies.of(path);
        var loading = new FutureTask<>(() -> copy.equals(path) ? LoadedPlugin.inPlace(path) : new LoadedPlugin(copy));
        Thread loader = Thread.ofPlatform().name("load-" + path.getFileName()).daemon().start(() -> {
            loading.run();
            PluginGate.ended(Thread.currentThread());
        });
        try {
            return loading.get(LOAD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginRefused refused
                    ? refused
                    : new PluginRefused(String.valueOf(e.getCause()));
        } catch (TimeoutException | InterruptedException e) {
            loader.interrupt();
            PluginGate.abandonLoading(loader);
            throw new PluginRefused("creating its checks took longer than " + LOAD_LIMIT.toSeconds() + " s");
        }
    }

    private Offer offer() {
        Map<String, OfferedCheck> offered = new TreeMap<>();
        Map<String, PluginFile> owners = new HashMap<>();
        Set<String> found = new HashSet<>();
        for (PluginFile file : files.values()) {
            for (OfferedCheck check : file.checks()) {
                PluginFile first = owners.putIfAbsent(check.name(), file);
                if (first == null) {
                    offered.put(check.name(), check);
                } else {
                    found.add("check name " + check.name());
                    troubles.raise("check name " + check.name(), "twice",
                            new PluginAlarm.CheckTwice(first.path.toString(),
                                    file.path.toString()));
                }
            }
        }
        doubles.stream().filter(subject -> !found.contains(subject)).forEach(troubles::over);
        doubles = found;
        return Offer.of(offered.values());
    }

    private List<Path> jars(Path folder) {
        String subject = "plugins folder " + folder;
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> jars = all.filter(p -> p.toString().endsWith(".jar") && !p.getFileName().toString()
                    .startsWith(".")).sorted().toList();
            if (jars.size() <= MAX_PLUGINS) {
                troubles.over(subject);
                unreadable.remove(folder);
                return jars;
            }
            unreadable.remove(folder);
            troubles.raise(subject, subject, new PluginAlarm.FolderFull(jars.size(), MAX_PLUGINS));
            return jars.subList(0, MAX_PLUGINS);
        } catch (NoSuchFileException e) {
            if (folder.equals(SITE) && files.keySet().stream().noneMatch(path -> folder.equals(path.getParent()))) {
                troubles.over(subject);
                return List.of();
            }
            return unreadable(folder, subject, e);
        } catch (IOException | UncheckedIOException e) {
            return unreadable(folder, subject, e);
        }
    }

    private List<Path> unreadable(Path folder, String subject, Exception e) {
        unreadable.add(folder);
        List<Path> loaded = files.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
        troubles.raise(subject, subject,
                new PluginAlarm.FolderUnreadable(FailureWords.of(e), !loaded.isEmpty()));
        return loaded;
    }

    private static String conduct(PluginFile file) {
        return "conduct of plugin " + file.path.getFileName();
    }

    private static String subject(PluginFile file) {
        return "plugin " + file.path.getFileName();
    }

    private static void retire(LoadedPlugin plugin) {
        try (plugin) {
            plugin.conduct().retire();
            plugin.conduct().awaitIdle(DRAIN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops looking and removes the private copies. Plugins are not asked: one of them might not answer. */
    @Override
    public void close() {
        looker.interrupt();
        copies.remove();
    }
}
