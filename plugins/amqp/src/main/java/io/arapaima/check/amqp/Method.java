package io.arapaima.check.amqp;

/** The methods that the check sends or understands, as class and number. */
enum Method {
    /** The broker's greeting. */
    START(10, 10),
    /** The answer to it, with the login. */
    START_OK(10, 11),
    /** The broker's limits. */
    TUNE(10, 30),
    /** They are accepted. */
    TUNE_OK(10, 31),
    /** A virtual host is wanted. */
    OPEN(10, 40),
    /** It is open. */
    OPEN_OK(10, 41),
    /** Either side ends the connection, with a reason. */
    CLOSE(10, 50),
    /** A channel is wanted. */
    CHANNEL_OPEN(20, 10),
    /** It is open. */
    CHANNEL_OPEN_OK(20, 11),
    /** The broker ends the channel, with a reason. */
    CHANNEL_CLOSE(20, 40),
    /** A queue is asked for. */
    QUEUE_DECLARE(50, 10),
    /** There it is. */
    QUEUE_DECLARE_OK(50, 11);

    /** Both numbers, as they stand at the beginning of a method's frame. */
    final int code;

    Method(int type, int number) {
        this.code = type << 16 | number;
    }
}
