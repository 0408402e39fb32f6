package io.arapaima.doctor;

import io.arapaima.config.Directors;
import java.util.List;

/** Whether this machine is one of the directors of the file: another one must not take the role. */
final class SeatConcern implements Concern {
    private static final String SOURCE = "addresses of this machine";
    private static final String WHAT = "this machine";

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        Directors directors = Directors.of(site.config());
        Directors.Seat seat = directors.seatOf(directors.own(NetworkView.of(machine).addresses()));
        return List.of(switch (seat) {
            case Directors.Seat.Director(var rank) -> Finding.ok(WHAT, directors.name(rank), SOURCE,
                    "a machine that is no director takes no role");
            case Directors.Seat.SwitchedOff(var rank) -> new Finding(Grade.PROBLEM, WHAT,
                    directors.name(rank) + ", switched off", SOURCE, switchedOff(),
                    "write backup_active = 1 on both machines, or stop pulse here");
            case Directors.Seat.Nobody() -> new Finding(Grade.PROBLEM, WHAT, "none of the directors", SOURCE,
                    "lvs.cf names " + directors.names()
                            + "; pulse takes no role here, it stands by until this machine has "
                            + "one of these addresses",
                    "correct primary and backup, or name the address with pulse --self=ADDRESS");
        });
    }

    /** What lvsctl check says of the machine where it runs; empty where it is a director. */
    static List<String> warnings(Directors directors, NetworkView here) {
        return switch (directors.seatOf(directors.own(here.addresses()))) {
            case Directors.Seat.Director(_) -> List.of();
            case Directors.Seat.SwitchedOff(var rank) -> List.of("this machine is " + directors.name(rank) + ": "
                    + switchedOff() + "; write backup_active = 1 on both machines, or stop pulse here");
            case Directors.Seat.Nobody() -> List.of("this machine has no director's address (lvs.cf names "
                    + directors.names()
                    + "), so pulse would take no role here; no fault if the file is for other machines");
        };
    }

    private static String switchedOff() {
        return "without backup_active = 1 only the primary takes the role, and pulse ends at once on the backup";
    }
}
