package io.arapaima.ipc.peer;

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
public record PeerRoles(Map<PeerRole, Integer> groups, Set<String> spokesmen, Sharing sharing) {
    /** The user of web-ui, which decides who signs in and asks for that person. */
    private static final Set<String> SPOKESMEN = Set.of(OwnFile.GROUP + "-web");
    private static final Path GROUPS = Path.of("/etc/group");

    /** Gives a socket to the group whose members may connect. */
    @FunctionalInterface
    public interface Sharing {
        /**
         * Does it.
         *
         * @param socket its path
         * @return whether it belongs to that group now
         * @throws IOException if it could not be given away
         */
        boolean share(Path socket) throws IOException;
    }

    /** {@return this machine's; groups that come later need a restart of the daemon} */
    public static PeerRoles here() {
        try {
            return new PeerRoles(numbers(Files.readAllLines(GROUPS)), SPOKESMEN, OwnFile::share);
        } catch (IOException e) {
            System.getLogger("ipc").log(System.Logger.Level.WARNING,
                    "cannot read {0}: {1}; members of the group {2} may only look", GROUPS, e.getMessage(),
                    OwnFile.GROUP);
            return new PeerRoles(Map.of(), SPOKESMEN, OwnFile::share);
        }
    }

    /**
     * Reads group(5).
     *
     * @param lines each with name, password, number and members
     * @return the number of each group that gives a role
     */
    public static Map<PeerRole, Integer> numbers(List<String> lines) {
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

    /**
     * Finds what a peer may do.
     *
     * @param memberships numbers of its process's groups
     * @return the highest role that one of them gives; whoever could connect may look
     */
    public PeerRole of(Set<Integer> memberships) {
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
