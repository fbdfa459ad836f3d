namespace Funnel.Triage.Vocabulary;

/// <summary>
/// Words by what they do in a comment, written for this project: a line is a class and its words, simplified and lower case, as folding leaves them. A word stands in one
/// class, the first that names it. The model learns what a class, and which class after which, says of a comment, so that a noun it never saw in training still counts as
/// a thing that can be asked for.
/// </summary>
internal static class WordClasses
{
    /// <summary>Few words, chosen for what tells an inquiry from chatter; the patterns of training draw theirs from here.</summary>
    internal const string Broad = "Funnel.Triage.words.tsv";

    /// <summary>
    /// Many words, by what they mean, and what is left of the broad ones. The letter before the underscore is the field: d talk, v verbs, p people, g goods, f food, a animals
    /// and plants, t technology, l places, s society, j properties, n quantities.
    /// </summary>
    internal const string Fine = "Funnel.Triage.lexicon.tsv";

    /// <summary>The lines of one of the two files: a class, a tab, its words with a space between.</summary>
    internal static string Read(string file) => VocabularyFile.Read(typeof(WordClasses).Assembly, file);
}
