package io.arapaima.ipc.reason;

import io.arapaima.checkspec.PrintableText;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Alarms in English. */
final class EnglishAlarms {
    private static final String NOBODY = "; nobody would take over from here";
    private static final String STAYS = "; the version loaded before stays in use";
    private static final String JAR = "; put a corrected plugin jar in its place or remove it";

    private EnglishAlarms() {}

    static String of(Alarm alarm) {
        return PrintableText.line(switch (alarm) {
            case ProcessAlarm process -> process(process);
            case DiskAlarm disk -> disk(disk);
            case MailAlarm mail -> mail(mail);
            case HubAlarm hub -> hub(hub);
            case AddressAlarm address -> address(address);
            case EngineAlarm engine -> engine(engine);
            case PluginAlarm plugin -> plugin(plugin);
            case PairAlarm pair -> pair(pair);
        });
    }

    private static String process(ProcessAlarm alarm) {
        return switch (alarm) {
            case ProcessAlarm.ProcessEnded(var pid, var code) -> "pid " + pid + " ended with "
                    + (code > 128 ? "signal " + (code - 128) : "exit code " + code) + "; started again";
            case ProcessAlarm.ProcessKilled(var pid, var seconds) -> "pid " + pid + " said nothing for " + seconds
                    + " s and was killed; started again";
            case ProcessAlarm.ProcessSilent(var pid, var seconds, var limit) -> "pid " + pid + " has said nothing for "
                    + seconds + " s; it hangs, or the machine is overloaded; after " + limit
                    + " s it is killed and started again";
            case ProcessAlarm.ProcessNotStarted(var error) -> "cannot be started: " + error + "; started again";
            case ProcessAlarm.RelayKilled(var pid, var seconds) -> "pid " + pid + " said nothing for " + seconds
                    + " s and was killed; its connections broke, and it is started again";
            case ProcessAlarm.RelayNotUp(var socket) -> "it did not come up on " + socket
                    + "; its own words are in the log";
            case ProcessAlarm.RelayGone() -> "its conversation has ended: it died, and its connections with it, or "
                    + "another client came; connected again, or started again";
            case ProcessAlarm.PassFailed(var error) -> "a pass failed: " + error;
        };
    }

    private static String disk(DiskAlarm alarm) {
        return switch (alarm) {
            case DiskAlarm.DiskHangs(var folder, var since) -> folder + " takes no writes since "
                    + since.truncatedTo(ChronoUnit.SECONDS)
                    + ": one has not returned, the disk hangs; checks, table and "
                    + "role go on, journal and mail wait, and a restart would forget what happens meanwhile; look at the "
                    + "disk (dmesg), it goes on by itself";
            case DiskAlarm.NotWritten(var folder, var since, var error, var again) -> folder
                    + " cannot be written since " + since.truncatedTo(ChronoUnit.SECONDS) + ": " + error
                    + "; a restart would forget what happens meanwhile; make room or give the right to write, it is "
                    + "tried again every " + again + " s";
            case DiskAlarm.Damaged(var damage) -> damage;
            case DiskAlarm.SpoolFailed(var error) -> error;
            case DiskAlarm.NamesUnanswered names -> names(names);
        };
    }

    private static String names(DiskAlarm.NamesUnanswered names) {
        String silent = names.since().map(since -> "no name server has answered since "
                + since.truncatedTo(ChronoUnit.SECONDS) + "; the last answers are used: " + hosts(names.used())
                + "; see /etc/resolv.conf; asked again every " + names.again() + " s").orElse("");
        String moved = names.moved().named().isEmpty()
                ? ""
                : "another address than the one in use has " + hosts(names.moved()) + "; lvsctl reload takes it";
        return silent + (silent.isEmpty() || moved.isEmpty() ? "" : "; ") + moved;
    }

    private static String hosts(DiskAlarm.Hosts hosts) {
        return hosts.named().stream().map(h -> h.name() + (h.address().isEmpty() ? "" : " = " + h.address())
                + h.at().map(at -> " of " + at.truncatedTo(ChronoUnit.SECONDS)).orElse(""))
                .collect(Collectors.joining(", ")) + (hosts.more() > 0 ? " and " + hosts.more() + " more" : "");
    }

    private static String mail(MailAlarm alarm) {
        return switch (alarm) {
            case MailAlarm.MailUnreachable(var server, var error) -> server + " cannot be reached: " + error
                    + "; is it running, is smtp_server right?";
            case MailAlarm.MailSilent(var server, var error) -> server + " is silent: " + error;
            case MailAlarm.LoginRefused(var server, var reply) -> server + " refuses the login: " + reply
                    + "; see smtp_user and smtp_password";
            case MailAlarm.NoStartTls(var server, var tls, var login) -> server
                    + " offers no STARTTLS, which smtp_tls = " + tls + (login ? " with smtp_user" : "") + " needs";
            case MailAlarm.MailTls(var server, var error, var cure) -> server + ": TLS fails: " + error + "; " + cure;
            case MailAlarm.MailServerUnknown(var server) -> server + " has a name that is not known; see smtp_server";
            case MailAlarm.LoginUnreadable(var keyword, var error) -> "the file of " + keyword + " cannot be read: "
                    + error;
            case MailAlarm.SenderInvalid(var from, var error) -> "email_from = " + from + " is no address: " + error;
            case MailAlarm.MailUnusable(var server, var error) -> server + " cannot be used: " + error;
            case MailAlarm.RecipientRefused(var reply) -> "the mail server refuses it: " + reply + "; see email_to";
            case MailAlarm.MailRefused(var reply, var folder) -> "the mail server refused a mail for all: " + reply
                    + "; it is kept in " + folder + ", move it up to try it again";
            case MailAlarm.MailPutOff(var reply) -> "the mail server does not take it: " + reply;
            case MailAlarm.SpoolUnusable(var error) -> "the spool cannot be used: " + error;
            case MailAlarm.SendingFailed(var error) -> "a round failed, which is a defect: " + error;
        };
    }

    private static String hub(HubAlarm alarm) {
        return switch (alarm) {
            case HubAlarm.PlaneUnreachable(var error) -> error;
            case HubAlarm.NoPlane(var error) -> "the data plane is unreachable: " + error;
            case HubAlarm.ChangeRefused(var change, var error, var more) -> change + ": " + error
                    + (more > 0 ? " (and " + more + " more)" : "");
            case HubAlarm.SettingsRefused(var error) -> error;
            case HubAlarm.TableChanged(var changes) -> "somebody else changed it: " + String.join("; ", changes);
            case HubAlarm.SorryDown(var server, var why, var _) -> server + " is down: " + why
                    + "; without it nobody answers when the real servers are gone; start it, or change sorry_server";
            case HubAlarm.CommandFailed(var problem) -> problem;
            case HubAlarm.ServiceFailed(var service, var failure) -> "service " + service + " failed here: " + failure;
            case HubAlarm.ChecksStopped(var since) -> "no check has run since " + since
                    + ", because no check engine stays alive (hard_shutdown = 1); see what nanny says in the journal";
            case HubAlarm.RoleFixed(var role) -> "its role is fixed by --role=" + role
                    + "; start lvs-manager with --role=pulse";
            case HubAlarm.NoWayBack(var lapsed, var error) -> lapsed(lapsed) + " and cannot go back: " + error
                    + "; revision " + lapsed.number() + " stays in force until lvsctl rollback or lvsctl apply";
            case HubAlarm.LinesWithoutEffect(var file, var lines, var more) -> file + " " + String.join("; ", lines)
                    + (more > 0 ? "; and " + more + " more" : "")
                    + "; correct the file and write lvsctl reload, or put the former plugin back";
            case HubAlarm.NotPushed(var answers) -> String.join("; ", answers);
        };
    }

    private static String address(AddressAlarm alarm) {
        return switch (alarm) {
            case AddressAlarm.AddressOccupied(var mac, var again) -> "answered by " + mac
                    + ", so it is not taken; remove it from that machine or from lvs.cf; asked again every " + again
                    + " s";
            case AddressAlarm.AddressTwice(var mac) -> mac + " answers for it too, while this director is active; end "
                    + "what holds it there, or the other director's role";
            case AddressAlarm.AddressRefused(var error) -> error;
            case AddressAlarm.AddressNotRemoved(var error) -> "cannot be removed: " + error;
            case AddressAlarm.AddressNotAnnounced(var error) -> error;
            case AddressAlarm.LeaseLapsed() ->
                "pulse has not said for a whole lease that this director is active, so the addresses have gone";
            case AddressAlarm.LeaseNotRenewed(var error) -> error;
            case AddressAlarm.AddressesUnreadable(var error) -> error;
        };
    }

    private static String engine(EngineAlarm alarm) {
        return switch (alarm) {
            case EngineAlarm.ChecksStarved(var seconds) -> "no check has had its turn for " + seconds
                    + " s; a plugin spins, or the machine is overloaded";
            case EngineAlarm.ChecksLate(var how) -> "checks start later than half of their interval (" + how
                    + "); give this machine more processor time or lengthen check_interval";
            case EngineAlarm.TooManyProbes(var starts, var most, var ofOne) -> starts + " starts were left out because "
                    + most + " probes, or " + ofOne + " of one plugin, ran already; shorten check_timeout or "
                    + "lengthen check_interval";
            case EngineAlarm.EngineDefect() -> "a defect in the check engine; the journal has its details";
            case EngineAlarm.NetworkGone(var cause) -> cause + "; failed checks do not count meanwhile, and the table "
                    + "stays as it is; look at this machine's links, routes and gateway";
            case EngineAlarm.CheckNotRun(var check, var objection) -> "check " + check + " is not run: " + objection;
        };
    }

    private static String plugin(PluginAlarm alarm) {
        return switch (alarm) {
            case PluginAlarm.PluginUnreadable(var file, var error, var before, var again) -> file + " cannot be read: "
                    + error + (before ? STAYS : "") + "; it is tried again every " + again + " s";
            case PluginAlarm.PluginUnusable(var file, var error, var before) -> file + " cannot be used: " + error
                    + (before ? STAYS : "") + JAR;
            case PluginAlarm.PluginTakenBack(var file, var why) -> file + ": " + why + JAR;
            case PluginAlarm.PluginConfined(var why) -> why;
            case PluginAlarm.PluginKeptMemory(var file, var megabytes) -> file + " kept " + megabytes
                    + " MB that its probes had left behind; it was loaded anew; fix it, or it will do so again";
            case PluginAlarm.CheckTwice(var used, var other) -> used + " and " + other
                    + " both offer a check of this name; " + used + " is in use; remove one of them";
            case PluginAlarm.FolderFull(var jars, var most) -> "it holds " + jars + " jars; the first " + most
                    + " are used; a plugins folder holds nothing but plugins";
            case PluginAlarm.FolderUnreadable(var error, var loaded) -> "it cannot be read: " + error
                    + "; create it, or name another with --plugins"
                    + (loaded ? "; what was loaded from it stays in use" : "");
            case PluginAlarm.NoCopies(var folder, var error) -> folder + " takes no copies (" + error
                    + "), so plugins are used where they lie; replace a jar there by renaming only, and make room";
        };
    }

    private static String pair(PairAlarm alarm) {
        return switch (alarm) {
            case PairAlarm.HubNotUp() -> "lvs-manager is not up yet";
            case PairAlarm.HubSilent(var seconds) -> "lvs-manager has said nothing for " + seconds
                    + " s; it hangs, or the machine is overloaded";
            case PairAlarm.HubDead() -> "lvs-manager is dead; its own log says why";
            case PairAlarm.NoLink(var interfaces) -> "no link on " + joined(interfaces) + "; look at cable and switch";
            case PairAlarm.NoHeartbeatLink(var address) -> "the interface of " + address
                    + " has no link; look at cable and switch";
            case PairAlarm.TargetsSilent(var targets) -> "none of " + joined(targets)
                    + " answers; this director is cut off, or they are down";
            case PairAlarm.KeyDiffers() ->
                "its packets cannot be opened: it uses another heartbeat_key; copy the file of this director";
            case PairAlarm.PacketsForged() ->
                "packets from its address were not its own; somebody forges them, or its key was changed";
            case PairAlarm.StandsBack() -> "stands back, because it may have the role";
            case PairAlarm.MaintainedHere(var order) -> terms(order)
                    + "; this director takes no role until lvsctl maintenance off";
            case PairAlarm.NobodyServes() -> "this director is in maintenance and no other is heard, so the addresses "
                    + "may be nowhere; end it with lvsctl maintenance off";
            case PairAlarm.FencingFailed(var times, var error) -> "failed, " + times + " times in a row: " + error
                    + "; lvsctl fence --test shows more";
            case PairAlarm.FencingGoesOn() -> "it is heard again while the agent is at work, which goes on, because "
                    + "half of a reboot is a machine that is off";
            case PairAlarm.NobodyWouldTakeOver(var state) -> gone(state) + NOBODY;
            case PairAlarm.PartnerDeaf() -> "does not hear us, while we hear it; look at firewalls and cables";
            case PairAlarm.PathSilent() -> "silent; the other path still works, so nothing fails over";
            case PairAlarm.FileDiffers(var theirs, var ours) -> "runs another lvs.cf: " + theirs + ", ours " + ours
                    + "; lvsctl push sends the one of the director where it is typed";
            case PairAlarm.PartnerMaintained(var order) -> terms(order)
                    + "; it takes no role until lvsctl maintenance off there";
            case PairAlarm.PartnerUnfit(var trouble) -> "could not take over"
                    + (trouble.isEmpty() ? "; its own log says why" : ": " + trouble);
        };
    }

    private static String gone(PartnerState state) {
        return switch (state) {
            case PartnerState.NeverHeard() -> "not heard since the start";
            case PartnerState.SaidGoodbye() -> "said goodbye";
            case PartnerState.ProcessDied() -> "its process died";
            case PartnerState.Silent(), PartnerState.Heard _, PartnerState.OtherState() -> "silent";
        };
    }

    /** That a revision was not confirmed. */
    static String lapsed(FileReason.NotConfirmed revision) {
        return "revision " + revision.number() + " was not confirmed within " + revision.seconds() + " s";
    }

    /** Whose order a maintenance is. */
    static String terms(RoleReason.Maintenance order) {
        String who = order.since().map(at -> "since " + at + " ").orElse("") + "by "
                + (order.actor().isEmpty() ? "an operator" : order.actor());
        return who + (order.reason().isEmpty() ? "" : ": " + order.reason());
    }

    private static String joined(List<String> words) {
        return String.join(", ", words);
    }
}
