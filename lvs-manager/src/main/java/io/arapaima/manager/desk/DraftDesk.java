package io.arapaima.manager.desk;

import io.arapaima.config.DocumentEdit;
import io.arapaima.config.LvsConfDocument;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.ReadResult;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.Answer;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Drafts of lvs.cf: made from the file in force or from an earlier one, changed by edits or as a whole, judged, compared and applied. A draft
 * belongs to the revision that was in force when it was made; when another one is, it can be looked at and not applied. Used by the
 * desk's thread.
 *
 * @param archive the files there are
 * @param drafts that are open
 * @param desk takes one into use
 */
record DraftDesk(Archive archive, Drafts drafts, Proposal.Desk desk) {
    Message.OfHub answer(ConfigRequest.DraftRequest request, String actor) {
        try {
            return switch (request) {
                case ConfigRequest.DraftCreate(var revision) -> create(revision, actor);
                case ConfigRequest.DraftsQuery() -> new ConfigReply.Drafts(drafts.heads(), inForce());
                case ConfigRequest.DraftQuery(var number) -> text(drafts.find(number));
                case ConfigRequest.DraftEdit(var number, var version, var edits) ->
                    state(drafts.change(number, version, edited(drafts.seen(number, version).file(), edits), actor));
                case ConfigRequest.DraftReplace(var number, var version, var packed) ->
                    state(drafts.change(number, version,
                            LvsConfFile.of(archive.source().file(), ConfigPacking.unpack(packed)), actor));
                case ConfigRequest.DraftCheck(var number) -> state(drafts.find(number));
                case ConfigRequest.DraftDifference(var number) -> difference(drafts.find(number));
                case ConfigRequest.DraftApply(var number, var version, var how) ->
                    apply(drafts.seen(number, version), how, actor);
                case ConfigRequest.DraftDiscard(var number) -> discard(drafts.find(number));
            };
        } catch (IOException e) {
            return DeskThread.refused(String.valueOf(e.getMessage()));
        }
    }

    private int inForce() {
        return archive.revisions().next() - 1;
    }

    private Message.OfHub create(int revision, String actor) throws IOException {
        LvsConfFile file = revision == 0
                ? archive.running().inForce().join().loaded().file()
                : archive.revisions().file(revision);
        return state(drafts.add(file, inForce(), actor));
    }

    private static Message.OfHub text(Drafts.Draft draft) throws IOException {
        return new ConfigReply.DraftText(draft.head(), ConfigPacking.packWhole(draft.file().bytes()));
    }

    private static LvsConfFile edited(LvsConfFile file, List<DocumentEdit> edits) throws IOException {
        LvsConfDocument document = LvsConfDocument.of(file.text());
        for (DocumentEdit edit : edits) {
            try {
                document = document.with(edit);
            } catch (IllegalArgumentException | NoSuchElementException e) {
                throw new IOException("nothing was changed: " + e.getMessage(), e);
            }
        }
        return file.with(document.text());
    }

    private Message.OfHub state(Drafts.Draft draft) {
        ReadResult read = LvsConfReader.read(draft.file().text(), archive.running().inForce().join().catalogue(),
                archive.source().resolver());
        return new ConfigReply.DraftState(draft.head(), read.config().isPresent(), read.problems());
    }

    private Message.OfHub difference(Drafts.Draft draft) {
        RunningConfig.InForce now = archive.running().inForce().join();
        return new Comparison(archive.source(), now.catalogue()).of(now.loaded().file(), draft.file());
    }

    private Answer apply(Drafts.Draft draft, ConfigRequest.ApplyOptions how, String actor) throws IOException {
        int number = draft.head().number();
        int base = draft.head().base();
        if (base != inForce()) {
            return DeskThread.refused("draft " + number + " was made on revision " + base + ", and "
                    + archive.revisions().newest().map(r -> r.name() + " of " + r.actor()).orElse("another one")
                    + " is in force now; see lvsctl diff " + base + " " + inForce()
                    + ", make a draft of what is in force and put both together there");
        }
        Answer answer = desk.put(new Proposal(draft.file(), "applied draft " + number + " of " + draft.head().author(),
                new ConfigRequest.ApplyOptions(base, how.force(), how.dryRun(), how.confirmSeconds(),
                        how.reason())),
                actor);
        if (answer.ok() && !how.dryRun()) {
            drafts.remove(number);
        }
        return answer;
    }

    private Answer discard(Drafts.Draft draft) {
        drafts.remove(draft.head().number());
        return new Answer(true, List.of("draft " + draft.head().number() + " is discarded"));
    }
}
