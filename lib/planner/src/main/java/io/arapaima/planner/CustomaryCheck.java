package io.arapaima.planner;

import io.arapaima.config.CheckExpression;
import io.arapaima.config.VirtualService;

/** The check that Piranha's nanny would have made of the old keywords (its start-up rules). */
final class CustomaryCheck {
    private static final int HTTP_PORT = 80;

    private CustomaryCheck() {}

    static CheckExpression of(VirtualService virtual) {
        return new CheckExpression.Part(name(virtual), 1);
    }

    /** Of one server, which a program of the site may watch in nanny's place. */
    static CheckExpression of(Source source) {
        return source.monitor().isPresent()
                ? new CheckExpression.Part(ClientMonitorPlanner.CHECK, 1)
                : of(source.virtual());
    }

    private static String name(VirtualService virtual) {
        if (virtual.sendProgram().isPresent()) {
            return "exec";
        }
        boolean says = virtual.send().isPresent() || virtual.expect().isPresent();
        return switch (virtual.protocol()) {
            case TCP -> says || virtual.port() == HTTP_PORT ? "send-expect" : "connect";
            case UDP -> "send-expect";
            case SCTP -> "ping"; // no check of this suite speaks SCTP
        };
    }
}
