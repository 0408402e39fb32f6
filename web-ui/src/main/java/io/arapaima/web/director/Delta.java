package io.arapaima.web.director;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is different between two views: whole rows that changed, in no order that matters. Pure.
 *
 * @param sequence of the later one
 * @param director when it changed
 * @param services rows that changed
 * @param servers rows that changed
 * @param failovers all of them when one changed
 * @param addresses all of them when one changed
 * @param troubles all of them when one changed
 */
public record Delta(long sequence, Optional<View.DirectorRow> director, List<View.ServiceRow> services,
        List<View.ServerRow> servers, Optional<List<View.FailoverRow>> failovers,
        Optional<List<View.AddressRow>> addresses, Optional<List<String>> troubles) {
    /**
     * Compares.
     *
     * @param before what the reader has
     * @param sequence of the later one
     * @param after the later one
     * @return the differences; empty when rows came, went or changed places, and the reader takes the whole view
     */
    static Optional<Delta> between(View before, long sequence, View after) {
        Optional<List<View.ServiceRow>> services = changed(before.services(), after.services(), View.ServiceRow::id);
        Optional<List<View.ServerRow>> servers = changed(before.servers(), after.servers(), View.ServerRow::id);
        if (services.isEmpty() || servers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Delta(sequence, other(before.director(), after.director()), services.get(),
                servers.get(), other(before.failovers(), after.failovers()),
                other(before.addresses(), after.addresses()), other(before.troubles(), after.troubles())));
    }

    private static <T> Optional<T> other(T before, T after) {
        return before.equals(after) ? Optional.empty() : Optional.of(after);
    }

    private static <T> Optional<List<T>> changed(List<T> before, List<T> after,
            java.util.function.Function<T, String> id) {
        if (before.size() != after.size()) {
            return Optional.empty();
        }
        List<T> changed = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            T now = after.get(i);
            if (!id.apply(before.get(i)).equals(id.apply(now))) {
                return Optional.empty();
            }
            if (!before.get(i).equals(now)) {
                changed.add(now);
            }
        }
        return Optional.of(changed);
    }
}
