package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.DiskAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.ReadResult;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.Answer;
import io.arapaima.manager.memory.StateDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one way into use for an lvs.cf, from the file, an operator or a partner: one thread that reads it, looks its names up and judges
 * it, writes it, has the director adopt it and keeps it as a revision, one wish after the other. The director waits for none of
 * that. What is applied for a time goes back by itself, also when this program was started anew meanwhile. Thread-safe.
 */
public final class ConfigDesk implements AutoCloseable {
    /** Whoever wants to see the status does not wait for a disk longer than this. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConfigSource source;
    private final RunningConfig running;
    private final InstantSource clock;
    private final Revisions revisions;
    private final Trials trials;
    private final DeskThread thread = new DeskThread();
    private final Archive archive;
    private final AutomaticReturn back;
    private final DiskWatch disk;
    private final DraftDesk drafts;

    /**
     * A desk; {@link #begin} before anything else.
     *
     * @param source where lvs.cf is
     * @param running the director
     * @param disk of the state folder
     * @param state the state folder
     * @param clock wall clock
     */
    public ConfigDesk(ConfigSource source, RunningConfig running, StateDisk disk, Path state, InstantSource clock) {
        this.source = source;
        this.running = running;
        this.clock = clock;
        this.revisions = new Revisions(Trials.revisions(state), source.file(), disk);
        this.trials = new Trials(state, disk);
        this.archive = new Archive(source, running, revisions, clock);
        this.back = new AutomaticReturn(archive, trials, thread);
        this.disk = new DiskWatch(archive, source.file());
        this.drafts = new DraftDesk(archive, new Drafts(clock), this::putDraft);
    }

    /**
     * Before lvs.cf is read at a start: puts the earlier revision back in its place when the time of a trial is over, so that a
     * file which no start survives goes back too.
     *
     * @param state the state folder
     * @param config where lvs.cf is
     * @param now the time
     * @return what was done, or could not be; empty when nothing had to be
     */
    public static Optional<String> returnAtStart(Path state, Path config, Instant now) {
        return Trials.returnAtStart(state, config, now);
    }

    /** Finds what was kept, and notes what is in force now; returns at once. */
    public void begin() {
        var _ = thread.ask(() -> {
            List<String> damage = new ArrayList<>(revisions.load());
            damage.addAll(trials.load());
            running.trouble("revisions of lvs.cf", damage.isEmpty()
                    ? Reason.NONE
                    : new DiskAlarm.Damaged(String.join("; ", damage)));
            ConfigSource.Loaded now = running.inForce().join().loaded();
            back.resume(now);
            return new Answer(true, List.of());
        });
    }

    /**
     * Reads the file again and takes it into use.
     *
     * @param actor who wants it
     * @return the changes, or what is wrong
     */
    public CompletableFuture<Answer> reload(String actor) {
        return thread.ask(() -> {
            RunningConfig.InForce now = running.inForce().join();
            return switch (source.read(now.catalogue())) {
                case ConfigSource.Refused(var why) -> {
                    running.refused(why, actor);
                    disk.refused(clock.instant(), why);
                    var lines = new ArrayList<>(English.lines(why));
                    lines.add("nothing was changed: what was in force stays (serial_no "
                            + now.loaded().config().serialNo() + "), lvsctl diff running file shows the difference");
                    yield new Answer(false, lines, Optional.of(why));
                }
                case ConfigSource.Loaded loaded -> {
                    if (trials.pending() && !loaded.file().sameBytes(now.loaded().file())) {
                        yield Answer.refused(trials.waits());
                    }
                    Answer answer = archive.take(loaded, new FileReason.Reloaded(""), actor, "reloaded");
                    disk.taken();
                    back.share();
                    yield answer;
                }
            };
        });
    }

    /**
     * Takes an lvs.cf that a partner pushes: judges it as this director's own file, writes it, has it taken into use. What is wrong
     * with it goes back, and then nothing here has changed.
     *
     * @param letter what came
     * @return the answer for the partner
     */
    public CompletableFuture<Answer> deliver(ConfigRequest.Deliver letter) {
        return thread.ask(() -> new PartnerFile(archive, trials).take(letter));
    }

    /**
     * Takes an operator's file into use and into the place of lvs.cf.
     *
     * @param wish the file, and how
     * @param actor who wants it
     * @return the changes, or what is wrong
     */
    public CompletableFuture<Answer> apply(ConfigRequest.Apply wish, String actor) {
        return thread.ask(() -> {
            if (trials.pending()) {
                return Answer.refused(trials.waits());
            }
            try {
                LvsConfFile file = LvsConfFile.of(source.file(), ConfigPacking.unpack(wish.packed()));
                return put(new Proposal(file, "applied " + wish.source(), wish.how()), actor);
            } catch (IOException e) {
                return DeskThread.refused("nothing was changed: " + e.getMessage());
            }
        });
    }

    /**
     * Takes an earlier revision into use, as a new one; ends what waits for a confirmation.
     *
     * @param wish which, and how
     * @param actor who wants it
     * @return the changes, or what is wrong
     */
    public CompletableFuture<Answer> rollback(ConfigRequest.Rollback wish, String actor) {
        return thread.ask(() -> {
            try {
                return put(new Proposal(revisions.file(wish.revision()), "back to revision " + wish.revision(),
                        wish.how()), actor);
            } catch (IOException e) {
                return DeskThread.refused("nothing was changed: " + e.getMessage());
            }
        });
    }

    private Answer put(Proposal draft, String actor) throws IOException {
        RunningConfig.InForce now = running.inForce().join();
        ConfigRequest.ApplyOptions how = draft.how();
        int seconds = how.confirmSeconds();
        if (seconds != 0 && (seconds < Trial.LEAST_SECONDS || seconds > Trial.MOST_SECONDS)) {
            return DeskThread.refused("the time to confirm is " + seconds + " s; it is " + Trial.LEAST_SECONDS + " to "
                    + Trial.MOST_SECONDS + ", or 0 for none");
        }
        int newest = revisions.next() - 1;
        if (how.base() > 0 && how.base() != newest) {
            return Answer.refused(new FileReason.Overtaken(how.base(), revisions.newest()));
        }
        switch (source.judge(draft.file(), now.catalogue())) {
            case ConfigSource.Refused(var why) -> {
                return Answer.refused(why);
            }
            case ConfigSource.Loaded next -> {
                Optional<LvsConfFile> disk = archive.onDisk();
                boolean typed = disk.filter(d -> !d.sameBytes(now.loaded().file()) && !d.sameBytes(next.file()))
                        .isPresent();
                if (how.dryRun()) {
                    return new Answer(true, Comparison.words(now.loaded(), next));
                }
                if (typed && !how.force()) {
                    return Answer.refused(new FileReason.EditedHere(source.file().toString()));
                }
                if (next.file().sameBytes(now.loaded().file()) && disk.filter(next.file()::sameBytes).isPresent()) {
                    return trials.pending()
                            ? back.confirmed(actor)
                            : new Answer(true, List.of("nothing changed: revision "
                                    + newest + " is the same file and in force"));
                }
                if (typed) {
                    var _ = next.file().keepPrevious();
                }
                return written(draft, next, actor, newest);
            }
        }
    }

    /** The trial is on the disk before the file is; the file before it is in force; then it is kept. */
    private Answer written(Proposal draft, ConfigSource.Loaded next, String actor, int newest) throws IOException {
        Trial before = trials.current();
        int seconds = draft.how().confirmSeconds();
        var trial = new Trial(newest + 1, newest, clock.instant().plusSeconds(seconds), seconds, actor,
                Archive.sha256(next.file()));
        if (seconds > 0 && !trials.begin(trial)) {
            trials.restore(before);
            return DeskThread.refused(
                    "nothing was changed: the state folder takes no writes now, and without it nothing would go back "
                            + "after a restart; lvsctl status says why");
        }
        try {
            next.file().write();
        } catch (IOException e) {
            trials.restore(before);
            throw new IOException(source.file() + " cannot be written: " + e + "; give the daemons' user the right to "
                    + "write it and its folder, or copy the file there and write lvsctl reload", e);
        }
        var how = new FileReason.Applied(trial.number(), draft.reason(), newest, seconds);
        Answer adopted = archive.take(next, how, actor, draft.reason());
        disk.taken();
        running.trouble(Archive.SUBJECT, Reason.NONE);
        if (seconds == 0) {
            trials.end();
        }
        List<String> lines = new ArrayList<>(adopted.lines());
        lines.add("revision " + trial.number() + " is in force"
                + (seconds > 0
                        ? " and goes back to revision " + newest + " in " + seconds + " s; lvsctl confirm keeps it"
                        : ""));
        back.watch();
        back.share();
        return new Answer(true, lines);
    }

    /**
     * Keeps what waits for it.
     *
     * @param actor who confirms
     * @return which revision stays
     */
    public CompletableFuture<Answer> confirm(String actor) {
        return thread.ask(() -> trials.pending()
                ? back.confirmed(actor)
                : DeskThread
                        .refused("nothing waits for a confirmation; lvsctl revisions shows what is in force and why"));
    }

    /**
     * Looks at the file on the disk.
     *
     * @return what it is to the one in force, empty when it is the same; it comes within a second, and is empty too when the desk
     *     or its disk has no time
     */
    public CompletableFuture<Optional<DirectorSnapshot.OtherFile>> onDisk() {
        var found = new CompletableFuture<Optional<DirectorSnapshot.OtherFile>>();
        found.completeOnTimeout(Optional.empty(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        var _ = thread.ask(() -> {
            found.complete(disk.look(running.inForce().join().loaded()));
            return new Answer(true, List.of());
        });
        return found;
    }

    /**
     * Judges a text as if it were lvs.cf, on the caller's thread; waits for name servers.
     *
     * @param file the text
     * @param catalogue the checks there are
     * @return what it is
     */
    public ReadResult read(LvsConfFile file, CheckCatalogue catalogue) {
        return LvsConfReader.read(file, catalogue, source.resolver());
    }

    /** {@return the revisions that are kept, and what waits} */
    public ConfigReply.Revisions revisions() {
        return new ConfigReply.Revisions(revisions.all(), trials.pending() ? English.of(trials.waits()) : "");
    }

    /**
     * The contents of a revision.
     *
     * @param number which
     * @return the text, or an {@link Answer} that says why not
     */
    public Message.OfHub text(int number) {
        try {
            return new ConfigReply.RevisionText(ConfigPacking.packWhole(revisions.file(number).bytes()));
        } catch (IOException e) {
            return DeskThread.refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What is different between two files.
     *
     * @param query which ones
     * @return the difference, or an {@link Answer} that says why there is none
     */
    public CompletableFuture<Message.OfHub> difference(ConfigRequest.DifferenceQuery query) {
        return thread.reply(() -> {
            RunningConfig.InForce now = running.inForce().join();
            try {
                return new Comparison(source, now.catalogue())
                        .of(archive.named(query.before(), now), archive.named(query.after(), now));
            } catch (IOException e) {
                return DeskThread.refused(String.valueOf(e.getMessage()));
            }
        });
    }

    /**
     * Does something with a draft.
     *
     * @param request what
     * @param actor who wants it
     * @return the draft as it is then, or an {@link Answer}
     */
    public CompletableFuture<Message.OfHub> draft(ConfigRequest.DraftRequest request, String actor) {
        return thread.reply(() -> drafts.answer(request, actor));
    }

    private Answer putDraft(Proposal draft, String actor) throws IOException {
        return trials.pending() ? Answer.refused(trials.waits()) : put(draft, actor);
    }

    /** Nothing is taken into use any more; what waits for a confirmation goes on after the next start. */
    @Override
    public void close() {
        thread.close();
    }
}
