package io.arapaima.lvsctl.setup;

import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The files that setup writes, each with the rights that the daemons want.
 *
 * @param config lvs.cf
 * @param key the heartbeat's key
 * @param partner folder of the copies for the other director
 */
record SetupFiles(Path config, Path key, Path partner) {
    private static final int KEY_BYTES = 32;

    /** Replaces lvs.cf; one that is there is kept beside it. */
    void writeConfig(String text) throws IOException {
        keepOld();
        WholeFile.write(config, text);
        OwnFile.share(config);
    }

    private void keepOld() throws IOException {
        if (Files.exists(config)) {
            Files.copy(config, config.resolveSibling(config.getFileName() + ".before-setup"),
                    StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** A key that is there stays: the other director may have it already. */
    boolean writeKey() throws IOException {
        if (Files.exists(key)) {
            return false;
        }
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        secret(key, HexFormat.of().formatHex(random) + "\n");
        return true;
    }

    /** What the other director is to have, in a folder for root alone. */
    void writePartner() throws IOException {
        OwnFile.privateFolder(partner);
        WholeFile.write(partner.resolve("lvs.cf"), Files.readAllBytes(config), OwnFile.PRIVATE);
        WholeFile.write(partner.resolve("heartbeat.key"), Files.readAllBytes(key), OwnFile.PRIVATE);
    }

    /** Takes what the first director has written for this one. */
    void take(Path folder) throws IOException {
        byte[] taken = Files.readAllBytes(folder.resolve("lvs.cf"));
        secret(key, Files.readString(folder.resolve("heartbeat.key"), StandardCharsets.US_ASCII));
        keepOld();
        WholeFile.write(config, taken, OwnFile.SHARED);
        OwnFile.share(config);
    }

    private static void secret(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        WholeFile.write(file, text.getBytes(StandardCharsets.US_ASCII), OwnFile.PRIVATE);
        try {
            Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService()
                    .lookupPrincipalByName(OwnFile.GROUP));
        } catch (UserPrincipalNotFoundException e) {
            // No such user: the daemons run as whoever starts them.
        }
    }
}
