package io.arapaima.ipc;

/** What an event is about. Two subjects with one {@link #text} are the same. */
public sealed interface Subject {
    /** The role of this director. */
    Subject ROLE = new Role();

    /** {@return the words for it, as journal, mail and terminal show them; they name it among all subjects of a director} */
    String text();

    /**
     * A virtual service, or a failover service.
     *
     * @param name its block's in lvs.cf; several joined by {@code +} where they are one service
     */
    record Service(String name) implements Subject {
        private static final String WORD = "service ";

        @Override
        public String text() {
            return WORD + name;
        }
    }

    /**
     * A real server of a virtual service.
     *
     * @param service the virtual service
     * @param name its own, with {@code #2} and so on when names repeat
     */
    record Server(String service, String name) implements Subject {
        @Override
        public String text() {
            return service + "/" + name;
        }
    }

    /**
     * A virtual address.
     *
     * @param address with prefix and interface, {@code 10.0.0.100/32 on eth0:1}
     */
    record Address(String address) implements Subject {
        private static final String WORD = "address ";

        @Override
        public String text() {
            return WORD + address;
        }
    }

    /** The role of this director. */
    record Role() implements Subject {
        @Override
        public String text() {
            return "role";
        }
    }

    /**
     * The director's file.
     *
     * @param path of lvs.cf
     */
    record Config(String path) implements Subject {
        @Override
        public String text() {
            return path;
        }
    }

    /**
     * A part of this side: a program, the table, the journal, a plugin.
     *
     * @param name for people, {@code data plane}
     */
    record Component(String name) implements Subject {
        @Override
        public String text() {
            return name;
        }
    }

    /**
     * What is meant where only a text was kept: in events of builds that wrote no {@code about}, and of a server that has left
     * lvs.cf.
     *
     * @param text for example {@code web/s1}
     * @return the subject
     */
    static Subject ofText(String text) {
        int slash = text.lastIndexOf('/');
        if (text.equals(ROLE.text())) {
            return ROLE;
        } else if (text.startsWith(Service.WORD)) {
            return new Service(text.substring(Service.WORD.length()));
        } else if (text.startsWith(Address.WORD)) {
            return new Address(text.substring(Address.WORD.length()));
        } else if (text.startsWith("/") || text.endsWith(".cf")) {
            return new Config(text);
        }
        return slash < 0 ? new Component(text) : new Server(text.substring(0, slash), text.substring(slash + 1));
    }
}
