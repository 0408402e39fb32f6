package io.arapaima.web.api;

import io.arapaima.web.access.Door;
import io.arapaima.web.access.Passwords;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Problem.ProblemException;
import java.io.IOException;

/** What the door is asked, and may refuse. */
@FunctionalInterface
interface Attempt {
    /** {@return a word of the door} */
    String run() throws Door.RefusedException, Passwords.BusyException, IOException;

    /** The door's word, or a problem that does not say which part was wrong. */
    static String tried(Attempt attempt) throws IOException {
        try {
            return attempt.run();
        } catch (Door.RefusedException e) {
            throw e.waiting().isPresent()
                    ? new ProblemException(Problem.Kind.TOO_MANY.problem("too many attempts from your address; wait"),
                            e.waiting())
                    : Problem.Kind.WRONG.because("name and password, or the code, do not match");
        } catch (Passwords.BusyException e) {
            throw Problem.Kind.BUSY.because("too many sign in at once; try again");
        }
    }
}
