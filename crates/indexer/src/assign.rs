//! Decides, article by article and in order, what a document means for the index: new, changed, known or a copy.

use std::collections::{BTreeSet, HashMap};

use article::{Article, ArticleId, EnrichedArticle, Origin};

use crate::IndexError;
use crate::manifest::{ArticleRow, ContentHash, FileRow, Manifest, UNKNOWN_FILE};
use crate::plan::PlannedFile;
use crate::report::Report;

/// What to do with an article.
#[derive(Debug, PartialEq)]
pub(crate) enum Decision {
    /// Put it into the index.
    Put(Box<EnrichedArticle>),
    /// Nothing: the index has it.
    Known,
}

/// A file that is being read: what it gave so far.
#[derive(Default)]
pub(crate) struct OpenFile {
    /// Its name in the manifest.
    pub(crate) name: String,
    /// What is remembered once the file is read to its end.
    pub(crate) row: FileRow,
    /// The articles it gave, without repetition, each with the member of an archive that holds it.
    pub(crate) seen: HashMap<ArticleId, Option<String>>,
}

impl OpenFile {
    /// Returns a file of which nothing is read yet.
    pub(crate) fn new(file: &PlannedFile) -> Self {
        Self {
            name: file.name.clone(),
            ..Self::default()
        }
    }

    /// Notes that the file gave an article, and returns whether it is the first time.
    fn see(&mut self, id: ArticleId, article: &Article) -> bool {
        self.seen.insert(id, article.origin.member.clone()).is_none()
    }
}

/// Files whose articles another file gave, and must give themselves now.
pub(crate) type Heirs = BTreeSet<String>;

/// Decides what an article means for the index, and remembers it.
pub(crate) fn assign(
    article: EnrichedArticle,
    file: &PlannedFile,
    open: &mut OpenFile,
    manifest: &Manifest,
    report: &mut Report,
    heirs: &mut Heirs,
) -> Result<Decision, IndexError> {
    let content = content_hash(&article.article);
    if let Some(owner) = manifest.article_with(&content)? {
        let owner_row = manifest.article(owner)?;
        let is_own = owner_row.is_some_and(|row| row.file == file.name);
        if is_own && file.is_outdated && !open.seen.contains_key(&owner) {
            return put(article, content, file, open, manifest, report, heirs);
        }
        if is_own {
            if open.see(owner, &article.article) {
                report.unchanged += 1;
                open.row.articles.push(owner);
            } else {
                report.duplicates += 1;
            }
        } else {
            manifest.put_copy(&content, &file.name)?;
            report.duplicates += 1;
            open.row.duplicates += 1;
        }
        return Ok(Decision::Known);
    }
    put(article, content, file, open, manifest, report, heirs)
}

/// Gives an article its id and remembers it as this file's.
fn put(
    mut article: EnrichedArticle,
    content: ContentHash,
    file: &PlannedFile,
    open: &mut OpenFile,
    manifest: &Manifest,
    report: &mut Report,
    heirs: &mut Heirs,
) -> Result<Decision, IndexError> {
    leave_taken_id(&mut article.article, &content, open);
    let id = free_id(&mut article.article, file, manifest)?;
    let is_first = open.see(id, &article.article);
    match manifest.article(id)? {
        // A list that was made anew does not know what it was like.
        Some(before) if before.file == UNKNOWN_FILE => report.unchanged += usize::from(is_first),
        Some(before) => {
            heirs.extend(manifest.release(id, &before.content)?);
            report.changed += usize::from(is_first);
        }
        None => report.added += 1,
    }
    if is_first {
        open.row.articles.push(id);
    }
    manifest.put_article(
        id,
        &ArticleRow {
            file: file.name.clone(),
            content,
        },
    )?;
    Ok(Decision::Put(Box::new(article)))
}

/// Gives an article another key where the file gave its id to another article before: members of an archive count their
/// records each for itself, and a record that is known by its place may have moved up and kept its id. Of two records of
/// one member with one id of their own the later one counts.
fn leave_taken_id(article: &mut Article, content: &ContentHash, open: &OpenFile) {
    let Some(member) = open.seen.get(&article.id) else {
        return;
    };
    if *member != article.origin.member {
        let member = Origin {
            record: None,
            ..article.origin.clone()
        };
        article.key = format!("{member}#{}", article.key);
    } else if article.key == article.origin.to_string() {
        let start: String = content[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        article.key = format!("{}~{start}", article.key);
    }
    article.id = ArticleId::from_key(&article.key);
}

/// Settles the id of an article: the one of its key, or, where an article of another file has that key with
/// other content, the id of a key that names the file as well.
fn free_id(article: &mut Article, file: &PlannedFile, manifest: &Manifest) -> Result<ArticleId, IndexError> {
    let fuller_keys = [
        format!("{}#{}", article.origin.path, article.key),
        format!("{}/{}#{}", file.label, article.origin.path, article.key),
    ];
    for key in fuller_keys {
        let owner = manifest.article(article.id)?;
        if owner.is_none_or(|owner| owner.file == file.name || owner.file == UNKNOWN_FILE) {
            break;
        }
        article.id = ArticleId::from_key(&key);
        article.key = key;
    }
    Ok(article.id)
}

/// Returns the hash of what makes an article the same article wherever it is read.
fn content_hash(article: &Article) -> ContentHash {
    let mut hasher = blake3::Hasher::new();
    let published = article.published.map(|date| date.to_string()).unwrap_or_default();
    let fields = [
        article.title.as_deref(),
        article.source.as_deref(),
        Some(&published),
    ];
    let fields = fields.into_iter().map(Option::unwrap_or_default);
    for text in fields.chain(article.paragraphs.iter().map(String::as_str)) {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    }
    let mut content = ContentHash::default();
    hasher.finalize_xof().fill(&mut content);
    content
}
