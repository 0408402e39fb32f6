package io.arapaima.web;

import io.arapaima.testkit.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console before a real hub that is active, for each test, once it knows the hub's state. */
abstract class ActiveDirector {
    @TempDir
    Path folder;
    @SuppressWarnings("NullAway.Init") // set before each test
    RealHub hub;
    @SuppressWarnings("NullAway.Init") // set before each test
    Console console;

    @BeforeEach
    void start() throws Exception {
        hub = new RealHub(folder, "active");
        console = new Console(hub.run(), folder);
        Await.until("the state is there", () -> console.get("/api/v1/state").statusCode() == 200);
    }

    @AfterEach
    void end() {
        console.close();
        hub.close();
    }
}
