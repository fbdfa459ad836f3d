// A model is a few megabytes read once from memory or disk before anything runs: nothing to await.
#pragma warning disable MA0045
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Funnel.Triage.Vocabulary;

namespace Funnel.Triage.Scoring;

/// <summary>The file of a model: a mark, a version, then Brotli-compressed numbers. No text of any comment can be read from it.</summary>
internal static class ModelFile
{
    private const string ResourceName = "Funnel.Triage.model.bin";
    private const uint Mark = 0x4C4E5546; // "FUNL"
    private const int Version = 5;

    internal static TriageModel ReadEmbedded()
    {
        // The first comment needs the words too: they are read meanwhile. Whoever comes before they are ready waits for them.
        _ = Task.Run(static () => RuntimeHelpers.RunClassConstructor(typeof(Lexicon).TypeHandle));
        using var stream = typeof(ModelFile).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the assembly: build the project again.");
        return Read(stream);
    }

    internal static TriageModel Read(Stream stream)
    {
        try
        {
            using var head = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            if (head.ReadUInt32() != Mark)
            {
                throw new InvalidDataException("This is not a triage model.");
            }

            var version = head.ReadInt32();
            if (version != Version)
            {
                throw new InvalidDataException($"The triage model has version {version}; this build reads version {Version}. Train it again.");
            }

            using var unpacked = new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true);
            using var reader = new BinaryReader(unpacked);
            return ReadBody(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidOperationException)
        {
            throw new InvalidDataException("The triage model is damaged or cut off.", e);
        }
    }

    internal static void Write(TriageModel model, Stream stream)
    {
        using (var head = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            head.Write(Mark);
            head.Write(Version);
        }

        using var packed = new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        using var writer = new BinaryWriter(packed);
        var scorer = model.Scorer;
        WriteTable(writer, scorer.Characters.Bits, scorer.Characters.Weights, scorer.Characters.Scale);
        WriteTable(writer, scorer.Structure.Bits, scorer.Structure.Weights, scorer.Structure.Scale);
        foreach (var number in (float[])[scorer.Bias, scorer.GateFrom, scorer.Gate.Slope, scorer.Gate.Offset, scorer.Full.Slope, scorer.Full.Offset,
            scorer.LongGateFrom, scorer.Long.First, scorer.Long.Part, scorer.Long.Offset])
        {
            writer.Write(number);
        }

        WriteTable(writer, model.Kinds.Bits, model.Kinds.Rows, model.Kinds.Scale);
        foreach (var bias in model.Kinds.Bias)
        {
            writer.Write(bias);
        }

        writer.Write(model.InquiryThreshold);
        writer.Write(model.Curve.Count);
        foreach (var point in model.Curve)
        {
            writer.Write(point.Threshold);
            writer.Write(point.Precision);
            writer.Write(point.Recall);
            writer.Write(point.Taken);
        }

        writer.Write(model.Learned.Sorted.Length);
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(model.Learned.Sorted.AsSpan()));
    }

    private static TriageModel ReadBody(BinaryReader reader)
    {
        var (characterBits, characters, characterScale) = ReadTable(reader, 1);
        var (structureBits, structure, structureScale) = ReadTable(reader, 1);
        var scorer = new LinearScorer(
            new LinearTable(characterBits, characters, characterScale),
            new LinearTable(structureBits, structure, structureScale),
            Bias: reader.ReadSingle(),
            GateFrom: reader.ReadSingle(),
            Gate: new Calibration(reader.ReadSingle(), reader.ReadSingle()),
            Full: new Calibration(reader.ReadSingle(), reader.ReadSingle()),
            LongGateFrom: reader.ReadSingle(),
            Long: new LongCalibration(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()));
        var (kindBits, rows, kindScale) = ReadTable(reader, KindTable.RowLength);
        var bias = new float[KindTable.Kinds];
        for (var i = 0; i < bias.Length; i++)
        {
            bias[i] = reader.ReadSingle();
        }

        var threshold = reader.ReadSingle();
        var curve = new OperatingPoint[ReadCount(reader, 10_000, "points of its curve")];
        for (var i = 0; i < curve.Length; i++)
        {
            curve[i] = new OperatingPoint(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadInt32());
        }

        var marks = new uint[ReadCount(reader, 10_000_000, "marks of comments")];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(marks.AsSpan()));
        return new TriageModel(scorer, new KindTable(kindBits, rows, kindScale, bias), curve, threshold, new TextMarks(marks));
    }

    private static int ReadCount(BinaryReader reader, int most, string what)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= most ? count : throw new InvalidDataException($"The triage model claims {count} {what}.");
    }

    private static void WriteTable(BinaryWriter writer, int bits, sbyte[] weights, float scale)
    {
        writer.Write(bits);
        writer.Write(scale);
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
    }

    private static (int Bits, sbyte[] Weights, float Scale) ReadTable(BinaryReader reader, int rowLength)
    {
        var bits = reader.ReadInt32();
        if (bits is < 8 or > 24)
        {
            throw new InvalidDataException($"The triage model has a table of 2^{bits} rows.");
        }

        var scale = reader.ReadSingle();
        var weights = new sbyte[rowLength << bits];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
        return (bits, weights, scale);
    }
}
