package io.arapaima.config;

import java.time.Duration;

/**
 * When a real server comes and goes too often.
 *
 * @param limit so many failures are borne; 0 = any number
 * @param window in this time
 * @param hold how long its checks must pass before it comes back
 */
public record FlapSettings(int limit, Duration window, Duration hold) {}
