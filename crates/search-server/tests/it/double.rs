//! A test double of the engine, and requests to a server over it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use article::{
    Article, ArticleId, ArticleRecord, EnrichedArticle, Entity, EntityKind, Evidence, EvidenceFrom, Field,
    Language, Mention, Origin, Published, TextField,
};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use query_language::{ParsedQuery, Warning};
use search_engine::{
    ArticleView, DateBucket, Duplicate, EntityName, EntitySpelling, EntityView, FacetOrder, FacetValue,
    Facets, Hit, IndexStatus, MatchSpan, MatchTier, Matches, Piece, QueryEcho, ScorePart, SearchEngine,
    SearchError, SearchRequest, SearchResults, Suggestion,
};
use search_server::{Settings, router};
use serde_json::Value;
use tower::ServiceExt;

/// The key of the one article that the double knows.
pub(crate) const KEY: &str = "ferry.txt";

/// Answers every search with one made-up article, except that the query `panic` panics, `broken` fails, `slow` runs out
/// of time, and `wait` waits for [`Double::let_go`].
#[derive(Default)]
pub(crate) struct Double {
    pub(crate) asked: Mutex<Vec<SearchRequest>>,
    /// Whether no search can be answered.
    pub(crate) is_damaged: AtomicBool,
    /// Whether an older state answers.
    pub(crate) is_outdated: AtomicBool,
    released: Mutex<bool>,
    on_release: Condvar,
}

impl Double {
    /// Lets every search that waits end.
    pub(crate) fn let_go(&self) {
        *self.released.lock().unwrap() = true;
        self.on_release.notify_all();
    }

    fn wait(&self) {
        let released = self.released.lock().unwrap();
        drop(
            self.on_release
                .wait_while(released, |released| !*released)
                .unwrap(),
        );
    }
}

impl SearchEngine for Double {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        self.asked.lock().unwrap().push(request.clone());
        match request.query.text.as_str() {
            "panic" => panic!("the test asked for it"),
            "broken" => return Err(damaged()),
            "wait" => self.wait(),
            _ => {}
        }
        Ok(SearchResults {
            partial: request.query.text == "slow",
            ..results(request)
        })
    }

    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError> {
        self.asked.lock().unwrap().push(request.clone());
        let n_articles = request.query.text.parse().unwrap_or(1);
        let articles = std::iter::repeat_with(|| Ok(record())).take(n_articles);
        let fails = request.query.text == "broken";
        Ok(Box::new(articles.chain(fails.then(|| Err(damaged())))))
    }

    fn article(
        &self,
        id: ArticleId,
        query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        if id != ArticleId::from_key(KEY) {
            return Ok(None);
        }
        let span = MatchSpan {
            field: TextField::Text,
            start: 2,
            end: 7,
        };
        let matches = query.map(|_| vec![span]).unwrap_or_default();
        Ok(Some(ArticleView {
            article: record(),
            matches,
            duplicates: vec![duplicate()],
        }))
    }

    fn related(&self, id: ArticleId, limit: usize) -> Result<Option<SearchResults>, SearchError> {
        let mut request = SearchRequest::all_articles();
        request.limit = limit;
        Ok((id == ArticleId::from_key(KEY)).then(|| results(&request)))
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        let suggestion = Suggestion {
            kind: "place".to_owned(),
            text: "Port Ellis".to_owned(),
            query: format!("place:{typed}"),
            count: 3,
        };
        Ok(vec![suggestion; limit.min(2)])
    }

    fn entity(&self, kind: EntityKind, name: &str) -> Result<Option<EntityView>, SearchError> {
        let spelling = EntitySpelling {
            text: "Port-Ellis".to_owned(),
            count: 2,
            sources: vec![FacetValue {
                value: "Harbour Post".to_owned(),
                count: 2,
                in_archive: None,
            }],
            keys: vec!["port ellis".to_owned()],
            corrections: vec!["aliases.tsv#3".to_owned()],
        };
        Ok((name == "Port Ellis").then(|| EntityView {
            kind,
            name: name.to_owned(),
            count: 3,
            spellings: vec![spelling],
        }))
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        match self.is_damaged.load(Ordering::Relaxed) {
            true => Err(damaged()),
            false => Ok(status()),
        }
    }

    fn notice(&self) -> Option<String> {
        let is_outdated = self.is_outdated.load(Ordering::Relaxed);
        is_outdated.then(|| "/secret/place is damaged".to_owned())
    }
}

/// Returns the error whose text must never reach a client.
fn damaged() -> SearchError {
    SearchError::Damaged {
        path: "/secret/place".to_owned(),
        detail: "segment 7".to_owned(),
    }
}

fn status() -> IndexStatus {
    IndexStatus {
        generation: "2.5".to_owned(),
        articles: 41,
    }
}

fn duplicate() -> Duplicate {
    Duplicate {
        id: ArticleId::from_key("copy.txt"),
        source: None,
    }
}

fn record() -> ArticleRecord {
    let article = Article {
        id: ArticleId::from_key(KEY),
        key: KEY.to_owned(),
        origin: Origin {
            path: KEY.to_owned(),
            ..Origin::default()
        },
        url: Some("https://harbour.example/ferry".to_owned()),
        title: Some("Ferry returns to Port Ellis".to_owned()),
        standfirst: None,
        byline: vec!["Ana Ribeiro".to_owned()],
        source: Some("Harbour Gazette".to_owned()),
        agencies: vec![],
        dateline: Some("Port Ellis".to_owned()),
        published: Some(Published::month(2025, 11).unwrap()),
        updated: None,
        language: Language::from_code("en"),
        section: None,
        extent: article::Extent::Full,
        paragraphs: vec!["A ferry sails again.".to_owned(), "It was repaired.".to_owned()],
        captions: Vec::new(),
        evidence: [(
            Field::Source,
            Evidence::new(EvidenceFrom::Footer, "© Harbour Gazette", 0.8),
        )]
        .into(),
    };
    let mention = Mention {
        field: TextField::Title,
        start: 17,
        end: 27,
        text: "Port Ellis".to_owned(),
    };
    let entity = Entity {
        kind: EntityKind::Place,
        key: "port ellis".to_owned(),
        name: "Port Ellis".to_owned(),
        mentions: vec![mention],
    };
    EnrichedArticle {
        article,
        entities: vec![entity],
    }
    .into()
}

fn results(request: &SearchRequest) -> SearchResults {
    let warning = Warning {
        message: "the word is common".to_owned(),
        start: 0,
        end: 1,
    };
    let values = [(
        "source".to_owned(),
        vec![FacetValue {
            value: "Harbour Gazette".to_owned(),
            count: 1,
            in_archive: (request.facet_order == FacetOrder::Significant).then_some(3),
        }],
    )];
    let bucket = DateBucket {
        from: "2025-11-01".to_owned(),
        to: "2025-11-30".to_owned(),
        count: 1,
        in_archive: 3,
    };
    let facets = Facets {
        values: values.into(),
        date: vec![bucket],
        undated: 0,
    };
    SearchResults {
        query: QueryEcho {
            text: request.query.text.clone(),
            explained: "articles with the word".to_owned(),
            suggestion: None,
            parts: request.query.parts.clone(),
            warnings: vec![warning],
        },
        total: 1,
        matches: vec![MatchTier {
            label: "all words".to_owned(),
            count: 1,
        }],
        partial: false,
        took_ms: 0.4,
        index: status(),
        hits: vec![hit()],
        facets: (request.facet_values > 0).then_some(facets),
    }
}

fn hit() -> Hit {
    let record = record();
    let piece = |text: &str, is_match| Piece {
        text: text.to_owned(),
        is_match,
    };
    Hit {
        id: record.id,
        key: record.key,
        path: record.path,
        title: record.title,
        lead: "A ferry sails again.".to_owned(),
        source: record.source,
        published: record.published,
        published_precision: record.published_precision,
        language: record.language,
        url: record.url,
        score: 1.5,
        snippets: vec![vec![
            piece("A ", false),
            piece("ferry", true),
            piece(" sails <b>again</b>.", false),
        ]],
        title_pieces: vec![piece("Ferry returns to Port Ellis", true)],
        entities: vec![EntityName {
            kind: EntityKind::Place,
            name: "Port Ellis".to_owned(),
        }],
        duplicates: vec![duplicate()],
        explanation: Some(vec![ScorePart {
            label: "ferry in the headline".to_owned(),
            value: 1.5,
        }]),
    }
}

/// A server over a double, without a socket.
pub(crate) struct Server {
    pub(crate) engine: Arc<Double>,
    router: Router,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::with(&Settings::default())
    }

    pub(crate) fn with(settings: &Settings) -> Self {
        let engine = Arc::new(Double::default());
        let router = router(Arc::clone(&engine) as Arc<dyn SearchEngine>, settings);
        Self { engine, router }
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: head.status,
            headers: head.headers,
            body: body.to_vec(),
        }
    }

    /// Reads a path of this server.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(request("GET", path)).await
    }

    /// Returns what the engine was asked last.
    pub(crate) fn last_asked(&self) -> SearchRequest {
        self.engine
            .asked
            .lock()
            .unwrap()
            .last()
            .expect("help: the request never reached the engine")
            .clone()
    }
}

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Returns a request as a browser on this machine makes it.
pub(crate) fn request(method: &str, path: &str) -> Request<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:8311");
    request.body(Body::empty()).unwrap()
}
