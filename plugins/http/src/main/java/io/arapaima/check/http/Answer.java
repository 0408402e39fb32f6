package io.arapaima.check.http;

/**
 * What came back.
 *
 * @param status 100 to 599
 * @param statusLine code and words, for messages
 * @param body its beginning, up to the limit, read as UTF-8
 * @param bytes how many bytes of the body were read
 */
record Answer(int status, String statusLine, String body, int bytes) {}
