package io.arapaima.manager.desk;

import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.ConfigReply.DraftHead;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The drafts that are open, in memory alone, bounded in number and in size. Used by the desk's thread. */
final class Drafts {
    static final int MOST = 20;
    /** Of all together, in bytes: two files of the greatest length, or a thousand of the usual one. */
    static final long MOST_BYTES = 2L * LvsConfFile.MAX_BYTES;

    private final InstantSource clock;
    private final Map<Integer, Draft> open = new LinkedHashMap<>();
    private int newest;

    /** One draft. */
    record Draft(DraftHead head, LvsConfFile file) {}

    Drafts(InstantSource clock) {
        this.clock = clock;
    }

    List<DraftHead> heads() {
        return open.values().stream().map(Draft::head).toList();
    }

    Draft add(LvsConfFile file, int base, String author) throws IOException {
        int bytes = file.bytes().length;
        if (open.size() >= MOST) {
            throw new IOException(MOST + " drafts are open, and there is room for no more; discard one first: "
                    + shown(open.values().iterator().next().head()));
        }
        requireRoom(bytes);
        newest++;
        Instant now = clock.instant();
        return keep(new Draft(new DraftHead(newest, 1, base, author, now, author, now, bytes), file));
    }

    /** With another text, if nobody has changed it since it was seen. */
    Draft change(int number, int version, LvsConfFile file, String editor) throws IOException {
        Draft draft = seen(number, version);
        int bytes = file.bytes().length;
        requireRoom(bytes - draft.head().bytes());
        DraftHead head = draft.head();
        return keep(new Draft(new DraftHead(number, version + 1, head.base(), head.author(), head.createdAt(), editor,
                clock.instant(), bytes), file));
    }

    private Draft keep(Draft draft) {
        open.put(draft.head().number(), draft);
        return draft;
    }

    private void requireRoom(long bytes) throws IOException {
        long all = open.values().stream().mapToLong(draft -> draft.head().bytes()).sum() + bytes;
        if (all > MOST_BYTES) {
            throw new IOException("all drafts together would have " + all + " bytes, and there is room for "
                    + MOST_BYTES + "; discard one first");
        }
    }

    Draft find(int number) throws IOException {
        Draft draft = open.get(number);
        if (draft == null) {
            throw new IOException("there is no draft " + number + "; it was applied or discarded, or lvs-manager was "
                    + "started anew, which ends all drafts");
        }
        return draft;
    }

    /** The draft that somebody has seen in this version. */
    Draft seen(int number, int version) throws IOException {
        Draft draft = find(number);
        if (draft.head().version() != version) {
            throw new IOException("draft " + number + " was changed since: it is in version "
                    + draft.head().version() + " by " + draft.head().editor() + ", and you have seen " + version
                    + "; look at it again");
        }
        return draft;
    }

    void remove(int number) {
        open.remove(number);
    }

    private static String shown(DraftHead head) {
        return "draft " + head.number() + " of " + head.author() + ", changed "
                + head.changedAt().truncatedTo(ChronoUnit.SECONDS);
    }
}
