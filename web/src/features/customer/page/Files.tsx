import { File, FileAudio } from 'lucide-react'
import { urlOf } from '@/api/client'
import type { FileRef } from '../types'
import s from './page.module.css'

const units = ['B', 'KB', 'MB', 'GB']

/** "1.4 MB" */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0]
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1]
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}

/** Attachments: pictures small, everything else by name and size. */
export function Files({ files }: { files: FileRef[] }) {
  if (files.length === 0) return null
  const pictures = files.filter((f) => f.mime.startsWith('image/'))
  const others = files.filter((f) => !f.mime.startsWith('image/'))
  return (
    <div className={s.files}>
      {pictures.map((f) => (
        <a
          key={f.id}
          href={urlOf('/files/{id}', { path: { id: f.id } })}
          target="_blank"
          rel="noreferrer"
          className={s.picture}
          title={f.name}
        >
          <img src={urlOf('/files/{id}', { path: { id: f.id } })} alt={f.name} loading="lazy" />
        </a>
      ))}
      {others.map((f) => {
        const Icon = f.mime.startsWith('audio/') ? FileAudio : File
        return (
          <a
            key={f.id}
            href={urlOf('/files/{id}', { path: { id: f.id } })}
            download={f.name}
            className={s.file}
          >
            <Icon size={14} strokeWidth={1.8} aria-hidden />
            <span className="ell">{f.name}</span>
            <small>{sizeText(f.size)}</small>
          </a>
        )
      })}
    </div>
  )
}
