package io.arapaima.check.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Product;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against Google's own server library, as Python has it, where it is installed; the messages of the health service are written by hand. */
@TestInstance(Lifecycle.PER_CLASS)
class GrpcAgainstServerTest {
    private static final String PROGRAM = """
            import grpc, sys
            from concurrent import futures
            def check(request, context):
                name = request[2:].decode()
                if name == "broken":
                    context.abort(grpc.StatusCode.UNAVAILABLE, "not today")
                if name not in ("", "good", "bad"):
                    context.abort(grpc.StatusCode.NOT_FOUND, "unknown service")
                return bytes([8, 2 if name == "bad" else 1])
            def serve(healthy, port, tls):
                server = grpc.server(futures.ThreadPoolExecutor(2))
                if healthy:
                    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("grpc.health.v1.Health",
                        {"Check": grpc.unary_unary_rpc_method_handler(check)}),))
                if tls:
                    server.add_secure_port("127.0.0.1:" + port, tls)
                else:
                    server.add_insecure_port("127.0.0.1:" + port)
                server.start()
                return server
            pair = (open(sys.argv[5], "rb").read(), open(sys.argv[4], "rb").read())
            servers = [serve(True, sys.argv[1], None), serve(False, sys.argv[2], None),
                       serve(True, sys.argv[3], grpc.ssl_server_credentials([pair]))]
            servers[0].wait_for_termination()
            """;

    private RealServer server;
    private Asking plain;
    private Asking without;
    private Asking secure;
    private String ca = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path library = RealServer.programOf("python3-grpcio", "/usr/lib/python3/dist-packages/grpc");
        int port = RealServer.freePort();
        int other = RealServer.freePort();
        int tls = RealServer.freePort();
        SelfSigned certificate = SelfSigned.make(folder, "good", "-1d", 20);
        ca = certificate.certificate().toString();
        Path program = Files.writeString(folder.resolve("server.py"), PROGRAM);
        server = RealServer.start(folder, Product.at("Python's grpcio", library),
                RealServer.program("/usr/bin/python3", "python3").toString(),
                program.toString(), Integer.toString(port), Integer.toString(other), Integer.toString(tls), ca,
                certificate.key().toString());
        server.awaitPort(tls);
        plain = new Asking(new GrpcCheck(), port);
        without = new Asking(new GrpcCheck(), other);
        secure = new Asking(new GrpcCheck(), tls);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theHealthServiceDecides() throws Exception {
        assertThat(plain.with()).isInstanceOf(Passed.class);
        assertThat(plain.with("service", "good", "host", "grpc.example.org:50051")).isInstanceOf(Passed.class);
        says(plain, "bad", "expected SERVING, got NOT_SERVING");
        says(plain, "other", "the health service does not know this service (grpc-status 5)");
        says(plain, "broken", "the health service answers with grpc-status 14");
        says(without, "", "the server has no health service (grpc-status 12)");
    }

    private static void says(Asking asking, String service, String text) throws InterruptedException {
        assertThat(asking.with("service", service)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).isEqualTo(text));
    }

    @Test
    void overTlsToo() throws Exception {
        assertThat(secure.with("tls", "1", "verify", "1", "ca-file", ca)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics().getFirst().name()).isEqualTo("cert-days"));
        assertThat(plain.with("tls", "1")).isInstanceOf(Failed.class);
        assertThat(secure.with()).isInstanceOf(Failed.class);
    }
}
