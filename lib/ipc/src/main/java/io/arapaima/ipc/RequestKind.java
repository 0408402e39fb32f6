package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
/** What a request is about, and which role it takes. */
public enum RequestKind {
    /** Changes nothing. */
    READING(PeerRole.VIEWER),
    /** Treats servers differently for a while, or tries out what is configured. */
    OPERATING(PeerRole.OPERATOR),
    /** Changes which lvs.cf is in force, or reads one as it is. */
    CONFIGURING(PeerRole.EDITOR),
    /** Changes which director has the role. */
    GOVERNING(PeerRole.ADMINISTRATOR);

    private final PeerRole takes;

    RequestKind(PeerRole takes) {
        this.takes = takes;
    }

    /** {@return the least role that may ask it} */
    public PeerRole takes() {
        return takes;
    }

    /**
     * Sorts a request to the hub.
     *
     * @param request what is asked
     * @return its kind
     */
    public static RequestKind of(Message.ToHub request) {
        return switch (request) {
            case Message.StatusQuery _, Message.TableQuery _, Message.EventsQuery _, CheckResults.CheckResultsQuery _, ConfigRequest.RevisionsQuery _, ConfigRequest.KeywordsQuery _, TrafficRequest.TrafficQuery _, TrafficRequest.TrafficTableQuery _ ->
                READING;
            case Message.PluginsQuery(var _, var look) -> look ? OPERATING : READING;
            case Message.Operate _, Message.MailTest _, TrafficRequest.ZeroCounters _ -> OPERATING;
            case ConfigRequest.Reload _, ConfigRequest.Deliver _, ConfigRequest.PushFile _, ConfigRequest.Apply _, ConfigRequest.Confirm _, ConfigRequest.Rollback _, ConfigRequest.RevisionQuery _, ConfigRequest.DifferenceQuery _, ConfigRequest.DraftRequest _, ConfigRequest.CheckTry _, AuditEntry.AuditQuery _ ->
                CONFIGURING;
        };
    }

    /**
     * Sorts a request to pulse.
     *
     * @param request what is asked
     * @return its kind
     */
    public static RequestKind of(Message.ToPulse request) {
        return switch (request) {
            case PulseRequest.PulseQuery _ -> READING;
            case PulseRequest.FenceTest _ -> OPERATING;
            case PulseRequest.Push _ -> CONFIGURING;
            case PulseRequest.SwitchOver _, PulseRequest.Maintenance _ -> GOVERNING;
        };
    }
}
