package io.arapaima.ipc;

import io.arapaima.daemon.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which groups give which role, by number, so that no name service is asked while somebody connects.
 *
 * @param groups numbers of the groups that give more than {@link PeerRole#VIEWER}
 * @param spokesmen users that may ask on behalf of others, beside root and the daemon's own
 * @param sharing lets the viewers' group connect
 */
record PeerRoles(Map<PeerRole, Integer> groups, Set<String> spokesmen, Sharing sharing) {
    /** The user of web-ui, which decides who signs in and asks for that person. */
    private static final Set<String> SPOKESMEN = Set.of(OwnFile.GROUP + "-web");
    private static final Path GROUPS = Path.of("/etc/group");

    /** Gives a socket to the group whose members may connect. */
    @FunctionalInterface
    interface Sharing {
        /** Whether the socket belongs to that group now. */
        boolean share(Path socket) throws IOException;
    }

    /** This machine's; groups that come later need a restart of the daemon. */
    static PeerRoles here() {
        try {
            return new PeerRoles(numbers(Files.readAllLines(GROUPS)), SPOKESMEN, OwnFile::share);
        } catch (IOException e) {
            System.getLogger("ipc").log(System.Logger.Level.WARNING,
                    "cannot read {0}: {1}; members of the group {2} may only look", GROUPS, e.getMessage(),
                    OwnFile.GROUP);
            return new PeerRoles(Map.of(), SPOKESMEN, OwnFile::share);
        }
    }

    /** From the lines of group(5): name, password, number, members. */
    static Map<PeerRole, Integer> numbers(List<String> lines) {
        Map<PeerRole, Integer> numbers = new EnumMap<>(PeerRole.class);
        for (String line : lines) {
            String[] fields = line.split(":", -1);
            for (PeerRole role : List.of(PeerRole.OPERATOR, PeerRole.EDITOR, PeerRole.ADMINISTRATOR)) {
                if (fields.length > 2 && fields[0].equals(role.group()) && fields[2].matches("[0-9]{1,9}")) {
                    numbers.put(role, Integer.parseInt(fields[2]));
                }
            }
        }
        return numbers;
    }

    /** The highest role that one of a process's groups gives; whoever could connect may look. */
    PeerRole of(Set<Integer> memberships) {
        PeerRole highest = PeerRole.VIEWER;
        for (PeerRole role : PeerRole.values()) {
            Integer group = groups.get(role);
            if (group != null && memberships.contains(group)) {
                highest = role;
            }
        }
        return highest;
    }
}
