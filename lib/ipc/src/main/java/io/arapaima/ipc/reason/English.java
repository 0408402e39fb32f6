package io.arapaima.ipc.reason;

import io.arapaima.config.ConfigChange;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reasons in English; another language is another such class. */
public final class English {
    private English() {}

    /**
     * Says why a real server has its weight.
     *
     * @param reason the reason
     * @return one line, {@code configured 12, load 4.0: 3, check up: connected}
     */
    public static String of(WeightReason reason) {
        var words = new StringBuilder("configured ").append(reason.configured());
        reason.steps().forEach(step -> words.append(", ").append(of(step.reason())).append(outcome(step)));
        return words.toString();
    }

    private static String outcome(WeightReason.Step step) {
        return switch (step.outcome()) {
            case NOTHING -> "";
            case WEIGHT -> ": " + step.weight();
            case NOT_IN_TABLE -> ": not in the table";
            case KEEPS_CONNECTIONS -> ": 0, keeps its connections";
            case SORRY_ANSWERS -> ": 0, the sorry server answers";
        };
    }

    /**
     * Says one cause.
     *
     * @param reason the cause
     * @return half a sentence
     */
    public static String of(Reason reason) {
        return switch (reason) {
            case Reason.Said(var words) -> words;
            case Reason.Failed(var code, var words, var checks) -> failure(code, words) + ", after "
                    + (checks == 1 ? "1 check" : checks + " checks");
            case Reason.Passes(var words) -> "check up: " + words;
            case Reason.NoResultYet() -> "no result yet";
            case Reason.NotCheckedYet() -> "not checked yet";
            case Reason.NotJudged(var why) -> "not judged: " + why;
            case Reason.ServesFromTheStart(var meanwhile) -> "in the table, " + of(meanwhile);
            case Reason.Found(var meanwhile) -> of(meanwhile) + ", as found in the table";
            case Reason.WeightFound() -> "as found in the table";
            case Reason.SlowStart() -> "slow start";
            case Reason.Load(var load) -> "load " + load;
            case Reason.LoadAgainstAll(var own, var all) -> "load %.2f, all %.2f".formatted(own, all);
            case Reason.LoadUnknown() -> "load not known any more";
            case Reason.Asks(var share) -> "the server asks for " + share;
            case Reason.Ordered order -> ordered(order);
            case Reason.OrderEnded(var actor) -> actor.isEmpty()
                    ? "the order's time is over"
                    : "order taken back by " + actor;
            case Reason.Flaps(var limit, var window, var hold) -> "flaps: failed more than " + limit + " times in "
                    + seconds(window) + ", stays out until its checks have passed for " + seconds(hold);
            case Reason.LetInThoughItFlaps() -> "flaps, let in because too few others were left";
            case Reason.KeptByFloor(var floor) -> "kept because min_up = " + floor;
            case Reason.QuorumMissing(var able, var of, var quorum, var planned) -> able + " of " + of
                    + " real servers could serve, quorum = " + quorum
                    + (planned == 0 ? "" : ", " + planned + " out as planned");
            case Reason.Both(var first, var second) -> of(first) + "; " + of(second);
            case RoleReason role -> role(role);
            case FileReason file -> file(file);
            case Alarm alarm -> EnglishAlarms.of(alarm);
        };
    }

    private static String role(RoleReason reason) {
        return switch (reason) {
            case RoleReason.Started() -> "started";
            case RoleReason.ForcedAtStart() -> "forced active on startup";
            case RoleReason.NoPartner() -> "no partner is configured";
            case RoleReason.NotHeard(var director) -> director + ": not heard since the start";
            case RoleReason.SaidGoodbye(var director) -> director + ": said goodbye";
            case RoleReason.ProcessDied(var director) -> director + ": its process died";
            case RoleReason.Silent(var director, var time) -> silent(director, time);
            case RoleReason.Fenced(var director, var time) -> silent(director, time) + ", and fenced";
            case RoleReason.NotFenced(var director, var time, var failure) -> silent(director, time)
                    + ", and could not be fenced: " + failure;
            case RoleReason.LeavesRole(var director, var why) -> director + ": leaves the role to us"
                    + why.map(w -> ", " + of(w)).orElse("");
            case RoleReason.AllOf(var reasons) -> joined(", ", reasons);
            case RoleReason.Stopping() -> "stopping";
            case RoleReason.ManagerStops() -> "lvs-manager stops";
            case RoleReason.StoodStill(var time) -> "this process stood still for " + time.toMillis()
                    + " ms, longer than a lease";
            case RoleReason.ActiveSince(var director) -> director + ": is active too, and took the role later";
            case RoleReason.ActiveAndFitter(var director) -> director + ": is active too, and fitter";
            case RoleReason.Deaf(var director) -> director + ": does not hear us and takes the role";
            case RoleReason.HandsOver(var why, var fit) -> joined("; ", why) + "; " + fit + " is fit";
            case RoleReason.CutOff(var trouble, var director, var _) -> trouble + "; " + director + " is silent";
            case RoleReason.Failback(var director) -> director
                    .map(name -> name + ": is back and gets the role (failback = yes)").orElse("failback = yes");
            case RoleReason.SwitchOver(var actor, var why) -> "switch-over by "
                    + (actor.isEmpty() ? "an operator" : actor) + (why.isEmpty() ? "" : ": " + why);
            case RoleReason.Maintenance order -> "in maintenance " + terms(order);
            case RoleReason.Unfit(var trouble) -> "unfit" + (trouble.isEmpty() ? "" : ": " + trouble);
        };
    }

    /**
     * Says whose order a maintenance is.
     *
     * @param order the order
     * @return some words, {@code since 2026-11-21T12:00:00Z by anna: new disk}
     */
    public static String terms(RoleReason.Maintenance order) {
        return EnglishAlarms.terms(order);
    }

    private static String silent(String director, Duration time) {
        return director + ": silent for " + time.toMillis() + " ms";
    }

    private static String joined(String separator, List<Reason> reasons) {
        return reasons.stream().map(English::of).collect(Collectors.joining(separator));
    }

    private static String file(FileReason reason) {
        return switch (reason) {
            case FileReason.Faulty faulty -> lines(faulty).getFirst()
                    + (faulty.faults().size() == 1 ? "" : " (and " + (faulty.faults().size() - 1) + " more)");
            case FileReason.Unreadable(var file, var error) -> "lvs: failed to open " + file + ": " + error;
            case FileReason.TrialPending(var number, var actor, var until, var back) -> "revision " + number
                    + ", applied by " + actor + ", waits for its confirmation until "
                    + until.truncatedTo(ChronoUnit.SECONDS) + "; lvsctl confirm keeps it, lvsctl rollback " + back
                    + " takes it back now";
            case FileReason.Reloaded(var from) -> "reloaded" + (from.isEmpty() ? "" : ", pushed by " + from);
            case FileReason.Applied(var number, var source, var back, var seconds) -> "revision " + number
                    + " in force, " + source + (seconds > 0
                            ? "; goes back to revision " + back + " in " + seconds + " s unless confirmed"
                            : "");
            case FileReason.CameBack(var number, var lapsed, var note) -> "revision " + number + " in force again, "
                    + EnglishAlarms.lapsed(lapsed) + note;
            case FileReason.Differs(var changes) -> changes.isEmpty()
                    ? "nothing changed"
                    : changes.stream().map(ConfigChange::text).collect(Collectors.joining("; "));
            case FileReason.NotConfirmed lapsed -> EnglishAlarms.lapsed(lapsed);
            case FileReason.Overtaken(var base, var inForce) -> "revision " + base + " is no longer in force: "
                    + inForce.map(now -> now.name() + " of " + now.actor()).orElse("none") + " is; see lvsctl diff "
                    + base
                    + " running, put both together and apply that";
            case FileReason.EditedHere(var file) -> file
                    + " was edited and is not in force; lvsctl diff running file shows how. lvsctl reload takes it into use, "
                    + "--force writes over it and keeps it as " + Path.of(file).getFileName() + ".previous";
            case FileReason.EditedThere() -> "its lvs.cf was edited there and is not in force yet; lvsctl reload there "
                    + "and push from there, or lvsctl push --force here";
            case FileReason.Older(var there, var pushed) -> "runs a newer lvs.cf: " + there + ", pushed was " + pushed
                    + "; lvsctl push there, or lvsctl push --force here";
            case FileReason.SameSerial(var there, var pushed) -> "runs another lvs.cf with the same serial number: "
                    + there + ", pushed was " + pushed + "; write serial_no = " + (pushed.serial() + 1)
                    + " and lvsctl reload here, or lvsctl push --force";
        };
    }

    /**
     * Says all of a reason that may have several lines.
     *
     * @param reason why an lvs.cf is not taken
     * @return a sentence each
     */
    public static List<String> lines(FileReason reason) {
        return reason instanceof FileReason.Faulty(var file, var faults)
                ? faults.stream().map(f -> "lvs: error parsing " + file + " at line " + f.line() + ": " + f.text())
                        .toList()
                : List.of(of(reason));
    }

    /**
     * Says how a partner is.
     *
     * @param state what is known of it
     * @return some words, {@code standby, in maintenance by anna: new disk}
     */
    public static String of(PartnerState state) {
        return switch (state) {
            case PartnerState.NeverHeard() -> "never heard";
            case PartnerState.SaidGoodbye() -> "gone";
            case PartnerState.ProcessDied() -> "dead";
            case PartnerState.Silent() -> "silent";
            case PartnerState.Heard(var role, var holdsBack) -> role.word()
                    + holdsBack.map(why -> ", " + of(why)).orElse("");
            case PartnerState.OtherState() -> "of a state that only a later version knows";
        };
    }

    /**
     * Says one cause in a few words, for a subject.
     *
     * @param reason the cause
     * @return half a sentence, without the number of checks
     */
    public static String brief(Reason reason) {
        return switch (reason) {
            case Reason.Failed(var code, var words, var _) -> failure(code, words);
            case FileReason.Faulty(var _, var faults) -> brief(faults.getFirst())
                    + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)");
            default -> of(reason);
        };
    }

    /**
     * Says a line that is wrong, where the file's name is known.
     *
     * @param fault the line
     * @return {@code line 12: ...}
     */
    public static String brief(FileReason.Fault fault) {
        return "line " + fault.line() + ": " + fault.text();
    }

    /** What the network said has its usual name; of the rest the check's own words say more than the kind. */
    private static String failure(String code, String words) {
        String kind = switch (code) {
            case "REFUSED" -> "connection refused";
            case "TIMEOUT" -> "no answer in time";
            case "RESET" -> "connection reset";
            case "CLOSED" -> "connection closed early";
            case "UNREACHABLE" -> "host unreachable";
            case "TLS" -> "TLS fails";
            case "PROTOCOL" -> "not an answer of this protocol";
            case "CONTENT" -> "not the expected answer";
            case "PROGRAM" -> "the check program says no";
            default -> code;
        };
        return words.isEmpty() || words.equalsIgnoreCase(kind) ? kind : words;
    }

    private static String ordered(Reason.Ordered order) {
        return order.state().word() + " by " + (order.actor().isEmpty() ? "an operator" : order.actor())
                + (order.reason().isEmpty() ? "" : ": " + order.reason())
                + order.until().map(end -> ", until " + end).orElse("");
    }

    /**
     * Says a time that passed.
     *
     * @param time not negative
     * @return its largest two units
     */
    public static String of(Duration time) {
        List<Long> units = units(time);
        List<String> names = List.of(units.getFirst() == 1 ? "day" : "days", "h", "min", "s");
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i) > 0) {
                boolean second = i + 1 < units.size() && units.get(i + 1) > 0;
                return units.get(i) + " " + names.get(i)
                        + (second ? " " + units.get(i + 1) + " " + names.get(i + 1) : "");
            }
        }
        return "less than a second";
    }

    /** The largest two units of a time, the smaller one only where it is not zero. */
    static List<Long> units(Duration time) {
        return List.of(time.toDays(), (long) time.toHoursPart(), (long) time.toMinutesPart(),
                (long) time.toSecondsPart());
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
