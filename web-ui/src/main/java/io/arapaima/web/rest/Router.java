package io.arapaima.web.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.util.URIUtil;

/** Finds the operation for a method and a path. */
public final class Router {
    private final PathMappings<Map<String, Route>> byPath = new PathMappings<>();
    private final List<Route> routes;

    /**
     * Over all operations.
     *
     * @param routes one for each method and path
     */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Map<String, Map<String, Route>> methods = new HashMap<>();
        for (Route route : routes) {
            if (methods.computeIfAbsent(route.path(), _ -> new HashMap<>()).put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
        methods.forEach((path, of) -> byPath.put(new UriTemplatePathSpec(path), of));
    }

    /** {@return all operations, as they were given} */
    public List<Route> routes() {
        return routes;
    }

    /**
     * An operation, and the values of its path's variables.
     *
     * @param route the operation
     * @param path the values
     */
    record Found(Route route, Map<String, String> path) {}

    /** Finds it, or says why there is none. */
    Found find(String method, String path) {
        MatchedResource<Map<String, Route>> matched = byPath.getMatched(path);
        if (matched == null) {
            throw Problem.Kind.NOT_FOUND.because("nothing is at this address; /openapi.yaml says what there is");
        }
        Route route = matched.getResource().get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
            throw Problem.Kind.METHOD.because("there is: " + allowed(matched.getResource()));
        }
        Map<String, String> values = Optional
                .ofNullable(((UriTemplatePathSpec) matched.getPathSpec()).getPathParams(path)).orElse(Map.of());
        Map<String, String> decoded = new HashMap<>();
        values.forEach((name, value) -> decoded.put(name, URIUtil.decodePath(value)));
        return new Found(route, Map.copyOf(decoded));
    }

    private static String allowed(Map<String, Route> methods) {
        List<String> names = new ArrayList<>(new TreeSet<>(methods.keySet()));
        return String.join(", ", names);
    }
}
