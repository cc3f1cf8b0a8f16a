//! The names of Docker's official images.
//!
//! Source: <https://github.com/docker-library/official-images/tree/master/library>.

/// Those that the tables of facts do not know, sorted. Each has a tag for each version.
#[rustfmt::skip]
const MORE: &[&str] = &[
    "adminer", "aerospike", "almalinux", "alt", "amazoncorretto", "arangodb", "archlinux", "backdrop",
    "bonita", "caddy", "cassandra", "chronograf", "clearlinux", "clefos", "clickhouse", "clojure",
    "consul", "convertigo", "couchbase", "couchdb", "crate", "dart", "drupal", "eclipse-mosquitto",
    "eclipse-temurin", "eggdrop", "elasticsearch", "elixir", "erlang", "express-gateway", "flink",
    "fluentd", "friendica", "gazebo", "geonetwork", "ghost", "gradle", "groovy", "haproxy", "haskell",
    "haxe", "hitch", "httpd", "hylang", "ibmjava", "influxdb", "irssi", "jetty", "joomla", "jruby",
    "julia", "kapacitor", "kibana", "kong", "krakend", "liquibase", "logstash", "mageia", "mariadb",
    "matomo", "maven", "mediawiki", "memcached", "mongo", "mongo-express", "monica", "mono", "mysql",
    "nats", "nats-streaming", "neo4j", "neurodebian", "nextcloud", "odoo", "open-liberty", "openjdk",
    "oraclelinux", "orientdb", "percona", "perl", "photon", "phpmyadmin", "plone", "postfixadmin", "pypy",
    "r-base", "rabbitmq", "rakudo-star", "redis", "redmine", "registry", "rethinkdb", "rocket.chat", "ros",
    "rust", "sapmachine", "satosa", "silverpeas", "sl", "solr", "sonarqube", "spark", "spiped", "storm",
    "swift", "swipl", "teamspeak", "telegraf", "tomcat", "tomee", "traefik", "unit", "valkey", "varnish",
    "vault", "websphere-liberty", "wordpress", "xwiki", "yourls", "znc", "zookeeper",
];

/// Whether an image without a registry and a folder is one of Docker's official images that no table of facts knows.
pub(crate) fn is_official(name: &str) -> bool {
    MORE.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        assert!(MORE.is_sorted());
        assert!(is_official("adminer") && is_official("zookeeper") && is_official("phpmyadmin"));
        assert!(!is_official("bats-jenkins"));
    }
}
