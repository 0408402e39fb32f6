package io.arapaima.web.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Whose a file is: what root writes for the daemon has to be the daemon's. */
final class Owner {
    private Owner() {}

    /** Gives files to the owner of the folder where they are somebody else's; only root ever finds one. */
    static void same(Path folder, Path... files) throws IOException {
        UserPrincipal owner = Files.getOwner(folder);
        for (Path file : files) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                Files.setAttribute(file, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
