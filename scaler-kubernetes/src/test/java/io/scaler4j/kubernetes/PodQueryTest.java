package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent for a list of pods: nothing that a user writes can become another path or another parameter. */
class PodQueryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=orders                  | app%3Dorders",
                "tier in (web, api)          | tier%20in%20%28web%2C%20api%29",
                "a!=b,!c                     | a%21%3Db%2C%21c",
                "a=b&limit=1                 | a%3Db%26limit%3D1",
                "a=b#c                       | a%3Db%23c",
                "a=ü                         | a%3D%C3%BC",
                "example.com/name=a+b        | example.com%2Fname%3Da%2Bb",
            })
    void aSelectorIsOneParameter(String selector, String sent) {
        assertThat(new PodQuery(PodQuery.Api.CORE, "shop", selector).pathAndQuery(""))
                .isEqualTo("/api/v1/namespaces/shop/pods?limit=500&labelSelector=" + sent);
    }

    @Test
    void aNamespaceIsOnePartOfThePath() {
        assertThat(new PodQuery(PodQuery.Api.METRICS, "../kube-system", "").pathAndQuery(""))
                .isEqualTo("/apis/metrics.k8s.io/v1beta1/namespaces/..%2Fkube-system/pods?limit=500");
        assertThat(new PodQuery(PodQuery.Api.CORE, "a?b", "").pathAndQuery("")).contains("/a%3Fb/pods?");
    }

    @Test
    void aPageIsAskedForByTheWordsOfTheServer() {
        var query = new PodQuery(PodQuery.Api.CORE, "shop", "app=a");

        assertThat(query.pathAndQuery("eyJ2Ijoi+/=="))
                .isEqualTo(query.pathAndQuery("") + "&continue=eyJ2Ijoi%2B%2F%3D%3D");
    }

    @Test
    void peopleReadItWithoutEscapes() {
        assertThat(new PodQuery(PodQuery.Api.CORE, "shop", "tier in (web, api)"))
                .hasToString("pods in namespace shop with labels tier in (web, api)");
        assertThat(new PodQuery(PodQuery.Api.CORE, "shop", "")).hasToString("pods in namespace shop");
    }

    /** Listing the same is one request; the two APIs are two. */
    @Test
    void queriesAreEqualWhereTheyAskForTheSame() {
        assertThat(new PodQuery(PodQuery.Api.CORE, "shop", "a"))
                .isEqualTo(new PodQuery(PodQuery.Api.CORE, "shop", "a"))
                .isNotEqualTo(new PodQuery(PodQuery.Api.METRICS, "shop", "a"))
                .isNotEqualTo(new PodQuery(PodQuery.Api.CORE, "shop", "b"))
                .isNotEqualTo(new PodQuery(PodQuery.Api.CORE, "other", "a"));
    }
}
