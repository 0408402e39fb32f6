package io.arapaima.ipc.reason;

import java.util.List;

/** What lvs.cf says is not done, or not the whole of it. */
public sealed interface HubAlarm extends Alarm {
    /**
     * The data plane cannot be spoken to.
     *
     * @param error its words
     */
    record PlaneUnreachable(String error) implements HubAlarm {}

    /**
     * There is no data plane, so this director cannot serve.
     *
     * @param error why
     */
    record NoPlane(String error) implements HubAlarm {}

    /**
     * The data plane refuses a change.
     *
     * @param change which
     * @param error its words
     * @param more how many others it refuses
     */
    record ChangeRefused(String change, String error, int more) implements HubAlarm {}

    /**
     * The data plane refuses what holds for it as a whole: idle timeouts, the sync daemon.
     *
     * @param error its words
     */
    record SettingsRefused(String error) implements HubAlarm {}

    /**
     * Somebody else changed the table.
     *
     * @param changes what, and which programs may have been it
     */
    record TableChanged(List<String> changes) implements HubAlarm {
        /** Keeps a copy. */
        public TableChanged {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A sorry server fails its check.
     *
     * @param server its address and port
     * @param why what the check says, in words
     * @param cause the same
     */
    record SorryDown(String server, String why, Reason cause) implements HubAlarm {}

    /**
     * A command of lvs.cf failed.
     *
     * @param problem how, one sentence in English
     */
    record CommandFailed(String problem) implements HubAlarm {}

    /**
     * A failover service failed here.
     *
     * @param service its name
     * @param failure how
     */
    record ServiceFailed(String service, String failure) implements HubAlarm {}

    /**
     * No check engine stays alive.
     *
     * @param since when the last one went, a local time
     */
    record ChecksStopped(String since) implements HubAlarm {}

    /**
     * This hub takes no role from pulse.
     *
     * @param role the one it was started with
     */
    record RoleFixed(String role) implements HubAlarm {}

    /**
     * A revision was not confirmed, and the earlier one cannot come back.
     *
     * @param lapsed what was not confirmed
     * @param error why not
     */
    record NoWayBack(FileReason.NotConfirmed lapsed, String error) implements HubAlarm {}

    /**
     * Lines of the lvs.cf in force have no effect, because a plugin was replaced.
     *
     * @param file its path
     * @param lines the first of them, one sentence each in English
     * @param more how many others
     */
    record LinesWithoutEffect(String file, List<String> lines, int more) implements HubAlarm {
        /** Keeps a copy. */
        public LinesWithoutEffect {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The partners did not take the lvs.cf in force ({@code sync = 1}).
     *
     * @param answers what they said
     */
    record NotPushed(List<String> answers) implements HubAlarm {
        /** Keeps a copy. */
        public NotPushed {
            answers = List.copyOf(answers);
        }
    }
}
